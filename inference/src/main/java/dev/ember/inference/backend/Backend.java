package dev.ember.inference.backend;

import dev.ember.inference.model.DecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * A decoder on some runtime: tokens and a KV cache go in, logits come out.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time, which need not always be the same one. No call may overlap another.
 */
public interface Backend extends AutoCloseable {

  /** The dimensions of the loaded model; the context is the number of positions a cache holds. */
  DecoderConfig config();

  /** One line for people: {@code "TensorFlow Lite 2.21, XNNPACK, 2 threads"}. */
  String description();

  /** The number of tokens that {@link #prefill} takes in at once; a caller may cancel between. */
  int prefillChunk();

  /** An empty cache of this backend. A backend accepts only its own caches. */
  KvCache newCache();

  /**
   * Appends {@code tokens[0 .. count)} to the cache. No logits are computed.
   *
   * @throws IllegalArgumentException if a token is outside the vocabulary, {@code count} is not
   *     within the array, or the cache is foreign
   * @throws IllegalStateException if the cache has no room for {@code count} more positions; the
   *     cache is then unchanged
   * @throws BackendException if the runtime fails
   */
  void prefill(int[] tokens, int count, KvCache cache);

  /**
   * Appends one token and computes the logits of the token that follows it.
   *
   * @param logits receives V values
   * @throws IllegalArgumentException as {@link #prefill}, or if {@code logits} is not V long
   * @throws IllegalStateException if the cache is full
   * @throws BackendException if the runtime fails
   */
  void decode(int token, KvCache cache, float[] logits);

  /** The most tokens that {@link #verify} reads in about the time of one; 1 if there is no gain. */
  default int verifyTokens() {
    return 1;
  }

  /**
   * Appends {@code tokens[0 .. count)} and computes the logits that follow each of them, as if
   * {@link #decode} were called for one after the other.
   *
   * @param logits receives V values in each of the first {@code count} rows that is not null
   * @throws IllegalArgumentException as {@link #prefill}, or if there are fewer rows than {@code
   *     count}, or one is not V long
   * @throws IllegalStateException if the cache has no room for {@code count} more positions; the
   *     cache is then unchanged
   * @throws BackendException if the runtime fails
   */
  default void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    Requirements.requireTokens(tokens, count, config());
    Requirements.requireRows(logits, count, config());
    Requirements.requireRoom(count, cache);
    float[] unwanted = new float[config().vocabulary()]; // [V]
    for (int i = 0; i < count; i++) {
      float[] row = logits[i];
      decode(tokens[i], cache, row == null ? unwanted : row);
    }
  }

  /** Frees the model. Caches of this backend must not be used afterwards. */
  @Override
  void close();
}
