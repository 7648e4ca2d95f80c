package dev.ember.inference.backend.tflite;

import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signature of the decoder: feeds T tokens, appends their keys and values to the bound cache, and
 * may have their logits.
 */
final class DecoderStep implements AutoCloseable {
  /** Angles and the inputs that take them, {@code [1, T, 1, D]} each. */
  private record BoundRope(RopeTable angles, FloatBuffer cos, FloatBuffer sin) {}

  private final DecoderConfig config;
  private final int tokens; // T
  private final int context; // C
  private final TfliteSignature signature;
  private final EmbeddingTable embedding;
  private final FloatBuffer embeddings; // [1, T, E]
  private final List<BoundRope> ropes = new ArrayList<>(); // of the tables that the graph takes
  private final List<AttentionMask> masks = new ArrayList<>(); // one a window
  private final List<FloatBuffer> newKeys = new ArrayList<>(); // L of [1, K, D, T]
  private final List<FloatBuffer> newValues = new ArrayList<>(); // L of [1, K, T, D]
  private final @Nullable FloatBuffer logits; // [1, T, V]

  DecoderStep(
      Manifest.Signature shape,
      NativeModel model,
      EmbeddingTable embedding,
      List<RopeTable> ropeTables,
      DecoderConfig config) {
    this.config = config;
    tokens = shape.tokens();
    context = shape.context();
    this.embedding = embedding;
    signature = new TfliteSignature(shape.name(), model.signature(shape.name()));
    embeddings = signature.ownInput(GraphName.EMBEDDINGS, tokens * config.hidden());
    for (int table = 0; table < ropeTables.size(); table++) {
      bindRope(table, ropeTables.get(table));
    }
    Set<String> bound = new HashSet<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      bindMask(layer, bound);
    }
    bindLayers();
    logits =
        signature.gives(GraphName.LOGITS)
            ? signature.ownOutput(GraphName.LOGITS, tokens * config.vocabulary())
            : null;
  }

  /** A graph takes no table that turns nothing. */
  private void bindRope(int table, RopeTable angles) {
    if (signature.takes(GraphName.ropeCos(table))) {
      int floats = tokens * config.headSize(); // [1, T, 1, D]
      ropes.add(
          new BoundRope(
              angles,
              signature.ownInput(GraphName.ropeCos(table), floats),
              signature.ownInput(GraphName.ropeSin(table), floats)));
    }
  }

  /** A graph takes no mask of layers whose attention it leaves out. */
  private void bindMask(int layer, Set<String> bound) {
    String name = GraphName.mask(config, layer);
    if (signature.takes(name) && bound.add(name)) {
      FloatBuffer memory =
          signature.ownInput(name, tokens * (context + tokens)); // [1, 1, T, C + T]
      masks.add(new AttentionMask(memory, tokens, context, config.window(layer)));
    }
  }

  private void bindLayers() {
    int kv = config.kvSize();
    for (int layer = 0; layer < config.layers(); layer++) {
      if (signature.takes(GraphName.keys(layer))) {
        signature.addCacheInput(GraphName.keys(layer), kv * context);
        signature.addCacheInput(GraphName.values(layer), kv * context);
      }
      newKeys.add(signature.ownOutput(GraphName.newKeys(layer), kv * tokens));
      newValues.add(signature.ownOutput(GraphName.newValues(layer), kv * tokens));
    }
  }

  /** T, how many tokens a call takes. */
  int tokens() {
    return tokens;
  }

  void bind(List<NativeFloats> cache) {
    signature.bindCaches(cache);
  }

  /** Prepares the graph; a cache must be bound. */
  void allocate() {
    signature.allocate();
  }

  /** Puts a token in place {@code row} of the next {@link #run}. */
  void feed(int token, int position, int row) {
    ((Buffer) embeddings).position(row * config.hidden());
    embedding.read(token, position, embeddings);
    for (int i = 0; i < ropes.size(); i++) { // no iterator: a token allocates nothing
      BoundRope rope = ropes.get(i);
      rope.angles.putCos(position, rope.cos, row);
      rope.angles.putSin(position, rope.sin, row);
    }
  }

  /** Runs over the tokens that were fed and appends the first {@code count} to the bound cache. */
  void run(TfliteKvCache cache, int count) {
    for (int i = 0; i < masks.size(); i++) {
      masks.get(i).show(cache.length());
    }
    signature.invoke();
    for (int layer = 0; layer < config.layers(); layer++) {
      cache.store(layer, newKeys.get(layer), newValues.get(layer), tokens, count);
    }
    cache.grow(count);
  }

  /** Copies the logits that follow a row of the last {@link #run}. */
  void copyLogits(int row, float[] into) {
    if (logits == null) {
      throw new IllegalStateException("expected a signature with logits");
    }
    ((Buffer) logits).position(row * config.vocabulary());
    logits.get(into);
  }

  @Override
  public void close() {
    signature.close();
  }
}
