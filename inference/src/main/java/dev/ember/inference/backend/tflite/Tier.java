package dev.ember.inference.backend.tflite;

import dev.ember.inference.bundle.EmbeddingTable;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.model.DecoderConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signatures over caches of one size, each opened when it is first to run. Once no cache is of
 * that size any more they may be closed, and are opened again when one is.
 */
final class Tier implements AutoCloseable {
  /** What all tiers of a model share. */
  record Model(DecoderConfig config, EmbeddingTable embeddings, List<RopeTable> ropes) {}

  /**
   * Reading so many tokens a few at a time takes about as long as a padded chunk of 64: 34 to 50
   * were measured, and some 20 where there is AMX, which phones have not.
   */
  private static final int FEW_AT_A_TIME = 32;

  private final int context; // C
  private final List<LazyStep> steps;
  private final LazyStep decode;
  private final @Nullable LazyStep prefill;
  private final @Nullable LazyStep verify;
  private int caches; // of this size

  /**
   * @param context C
   * @param steps of that context, that of one token among them
   */
  Tier(int context, List<LazyStep> steps, DecoderConfig config) {
    this.context = context;
    this.steps = List.copyOf(steps);
    LazyStep one = find(GraphName.DECODE, config);
    if (one == null) {
      throw new IllegalArgumentException("expected a signature of one token for " + context);
    }
    decode = one;
    prefill = find(GraphName.PREFILL, config);
    verify = find(GraphName.VERIFY, config);
  }

  private @Nullable LazyStep find(String kind, DecoderConfig config) {
    String name = GraphName.signature(kind, context, config);
    for (LazyStep step : steps) {
      if (step.shape().name().equals(name)) {
        return step;
      }
    }
    return null;
  }

  /** C. */
  int context() {
    return context;
  }

  /** The signature of one token, ready to read this cache. */
  DecoderStep decode(TfliteKvCache cache) {
    return decode.over(cache.memory());
  }

  /** The signature for the next of {@code count} tokens; that of one where there is no other. */
  DecoderStep prefill(TfliteKvCache cache, int count) {
    if (verify != null && count <= FEW_AT_A_TIME) {
      return verify.over(cache.memory());
    }
    return (prefill != null ? prefill : decode).over(cache.memory());
  }

  /** The signature of a few tokens with their logits; that of one where there is none. */
  DecoderStep verify(TfliteKvCache cache) {
    return (verify != null ? verify : decode).over(cache.memory());
  }

  /** T of {@link #prefill}; 1 if there is none. */
  int prefillTokens() {
    return prefill != null ? prefill.shape().tokens() : 1;
  }

  /** T of {@link #verify}; 1 if there is none. */
  int verifyTokens() {
    return verify != null ? verify.shape().tokens() : 1;
  }

  /** A cache came to have this size. */
  void enter() {
    caches++;
  }

  /** A cache of this size is gone, or has another. */
  void leave() {
    caches--;
  }

  boolean isOpen() {
    for (int i = 0; i < steps.size(); i++) { // no iterator: a token allocates nothing
      if (steps.get(i).isOpen()) {
        return true;
      }
    }
    return false;
  }

  /** Whether no cache is of this size. */
  boolean isEmpty() {
    return caches == 0;
  }

  /** Gives back what the signatures take; the next cache of this size opens them anew. */
  void release() {
    for (LazyStep step : steps) {
      step.release();
    }
  }

  /** Frees what the steps own; their natives go with the weights, before. */
  @Override
  public void close() {
    for (LazyStep step : steps) {
      step.close();
    }
  }
}
