package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.tflite.AttentionMask;
import dev.ember.inference.backend.tflite.RopeTable;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One signature at work: feeds T tokens and appends their keys and values to a cache. */
final class InterpreterStep implements AutoCloseable {

  /** Angles and the inputs that take them, {@code [1, T, 1, D]} each. */
  private record BoundRope(RopeTable angles, FloatBuffer cos, FloatBuffer sin) {}

  private final DecoderConfig config;
  private final int tokens; // T
  private final OpenSignature signature;
  private final EmbeddingTable embedding;
  private final Map<String, FloatBuffer> inputs = new HashMap<>();
  private final Map<String, FloatBuffer> outputs = new HashMap<>();
  private final FloatBuffer embeddings; // [1, T, E]
  private final List<BoundRope> ropes = new ArrayList<>(); // of the tables that the graph takes
  private final List<AttentionMask> masks = new ArrayList<>(); // one a window
  private final List<FloatBuffer> newKeys = new ArrayList<>(); // L of [1, K, D, T]
  private final List<FloatBuffer> newValues = new ArrayList<>(); // L of [1, K, T, D]
  private final FloatBuffer logits; // [1, 1, V], or empty where the graph gives none

  /** Takes over the signature, which {@link #close} closes; if this throws, it stays open. */
  InterpreterStep(
      Manifest.Signature shape,
      OpenSignature signature,
      Bundle bundle,
      List<RopeTable> ropeTables) {
    config = bundle.manifest().config();
    tokens = shape.tokens();
    this.signature = signature;
    embedding = bundle.embeddings();
    embeddings = input(GraphName.EMBEDDINGS, tokens * config.hidden());
    for (int table = 0; table < ropeTables.size(); table++) {
      bindRope(table, ropeTables.get(table));
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      bindMask(layer);
      newKeys.add(output(GraphName.newKeys(layer), config.kvSize() * tokens));
      newValues.add(output(GraphName.newValues(layer), config.kvSize() * tokens));
    }
    logits =
        signature.gives(GraphName.LOGITS)
            ? output(GraphName.LOGITS, config.vocabulary())
            : HostFloats.allocate(0);
  }

  /** T, how many tokens a call takes. */
  int tokens() {
    return tokens;
  }

  /** Puts a token in place {@code row} of the next {@link #run}. */
  void feed(int token, int position, int row) {
    ((Buffer) embeddings).position(row * config.hidden());
    embedding.read(token, position, embeddings);
    for (BoundRope rope : ropes) {
      rope.angles.putCos(position, rope.cos, row);
      rope.angles.putSin(position, rope.sin, row);
    }
  }

  /** Runs over the tokens that were fed and appends the first {@code count} to the cache. */
  void run(HostKvCache cache, int count) {
    for (AttentionMask mask : masks) {
      mask.show(cache.length());
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      if (signature.takes(GraphName.keys(layer))) { // a prefill's last layer reads no cache
        inputs.put(GraphName.keys(layer), cache.keys(layer));
        inputs.put(GraphName.values(layer), cache.values(layer));
      }
    }
    signature.run(inputs, outputs);
    for (int layer = 0; layer < config.layers(); layer++) {
      cache.store(layer, newKeys.get(layer), newValues.get(layer), tokens, count);
    }
    cache.grow(count);
  }

  /** Copies the logits of the last {@link #run}. */
  void copyLogits(float[] into) {
    ((Buffer) logits).clear();
    logits.get(into);
  }

  @Override
  public void close() {
    signature.close();
  }

  private void bindRope(int table, RopeTable angles) {
    if (signature.takes(GraphName.ropeCos(table))) { // a graph takes no table that turns nothing
      int floats = tokens * config.headSize(); // [1, T, 1, D]
      ropes.add(
          new BoundRope(
              angles,
              input(GraphName.ropeCos(table), floats),
              input(GraphName.ropeSin(table), floats)));
    }
  }

  private void bindMask(int layer) {
    String name = GraphName.mask(config, layer);
    if (signature.takes(name) && !inputs.containsKey(name)) {
      int c = config.context();
      FloatBuffer memory = input(name, tokens * (c + tokens)); // [1, 1, T, C + T]
      masks.add(new AttentionMask(memory, tokens, c, config.window(layer)));
    }
  }

  private FloatBuffer input(String name, int count) {
    FloatBuffer memory = HostFloats.allocate(count);
    inputs.put(name, memory);
    return memory;
  }

  private FloatBuffer output(String name, int count) {
    FloatBuffer memory = HostFloats.allocate(count);
    outputs.put(name, memory);
    return memory;
  }
}
