package dev.ember.inference.backend.tflite;

import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature of the decoder, {@code decode} or {@code prefill}: feeds T tokens and appends their
 * keys and values to the bound cache.
 */
final class DecoderStep implements AutoCloseable {
  static final String DECODE = "decode";
  static final String PREFILL = "prefill";

  private final DecoderConfig config;
  private final int tokens; // T
  private final TfliteSignature signature;
  private final EmbeddingTable embedding;
  private final RopeTable rope;
  private final FloatBuffer embeddings; // [1, T, E]
  private final FloatBuffer cos; // [1, T, 1, D]
  private final FloatBuffer sin; // [1, T, 1, D]
  private final @Nullable AttentionMask mask; // [1, 1, T, C + T]; none where nothing attends
  private final List<FloatBuffer> newKeys = new ArrayList<>(); // L of [1, K, D, T]
  private final List<FloatBuffer> newValues = new ArrayList<>(); // L of [1, K, T, D]
  private final @Nullable FloatBuffer logits; // [1, 1, V], of decode only

  DecoderStep(
      Manifest.Signature shape,
      NativeModel model,
      EmbeddingTable embedding,
      RopeTable rope,
      DecoderConfig config) {
    this.config = config;
    this.tokens = shape.tokens();
    this.embedding = embedding;
    this.rope = rope;
    signature = new TfliteSignature(shape.name(), model.signature(shape.name()));
    embeddings = signature.ownInput("embeddings", tokens * config.hidden());
    cos = signature.ownInput("rope_cos", tokens * config.headSize());
    sin = signature.ownInput("rope_sin", tokens * config.headSize());
    mask = signature.takes("mask") ? newMask() : null;
    bindLayers();
    logits =
        shape.name().equals(DECODE) ? signature.ownOutput("logits", config.vocabulary()) : null;
  }

  private AttentionMask newMask() {
    int c = config.context();
    FloatBuffer memory = signature.ownInput("mask", tokens * (c + tokens)); // [1, 1, T, C + T]
    return new AttentionMask(memory, tokens, c);
  }

  private void bindLayers() {
    int kv = config.kvSize();
    for (int layer = 0; layer < config.layers(); layer++) {
      if (signature.takes("k_" + layer)) {
        signature.addCacheInput("k_" + layer, kv * config.context());
        signature.addCacheInput("v_" + layer, kv * config.context());
      }
      newKeys.add(signature.ownOutput("k_new_" + layer, kv * tokens));
      newValues.add(signature.ownOutput("v_new_" + layer, kv * tokens));
    }
  }

  /** T, how many tokens a call takes. */
  int tokens() {
    return tokens;
  }

  void bind(TfliteKvCache cache) {
    signature.bindCaches(cache.memory());
  }

  /** Prepares the graph; a cache must be bound. */
  void allocate() {
    signature.allocate();
  }

  /** Puts a token in place {@code row} of the next {@link #run}. */
  void feed(int token, int position, int row) {
    ((Buffer) embeddings).position(row * config.hidden());
    embedding.read(token, embeddings);
    rope.putCos(position, cos, row);
    rope.putSin(position, sin, row);
  }

  /** Runs over the tokens that were fed and appends the first {@code count} to the bound cache. */
  void run(TfliteKvCache cache, int count) {
    if (mask != null) {
      mask.show(cache.length());
    }
    signature.invoke();
    for (int layer = 0; layer < config.layers(); layer++) {
      cache.store(layer, newKeys.get(layer), newValues.get(layer), tokens, count);
    }
    cache.grow(count);
  }

  /** Copies the logits of the last {@link #run}. */
  void copyLogits(float[] into) {
    if (logits == null) {
      throw new IllegalStateException("expected the signature " + DECODE);
    }
    ((Buffer) logits).clear();
    logits.get(into);
  }

  @Override
  public void close() {
    signature.close();
  }
}
