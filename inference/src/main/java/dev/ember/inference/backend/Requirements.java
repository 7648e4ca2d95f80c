package dev.ember.inference.backend;

import dev.ember.inference.model.DecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * The checks of {@link Backend}'s and {@link KvCache}'s arguments, in the words of all backends.
 */
public final class Requirements {

  private Requirements() {}

  /**
   * @throws IllegalArgumentException if {@code count} is not within the array, or one of the tokens
   *     is outside the vocabulary
   */
  public static void requireTokens(int[] tokens, int count, DecoderConfig config) {
    if (count < 0 || count > tokens.length) {
      throw new IllegalArgumentException(
          "expected a count of 0 to " + tokens.length + " but found " + count);
    }
    for (int i = 0; i < count; i++) {
      requireToken(tokens[i], config);
    }
  }

  /**
   * @throws IllegalArgumentException if the token is outside the vocabulary
   */
  public static void requireToken(int token, DecoderConfig config) {
    if (token < 0 || token >= config.vocabulary()) {
      throw new IllegalArgumentException(
          "expected a token below " + config.vocabulary() + " but found " + token);
    }
  }

  /**
   * @throws IllegalArgumentException if there is not one logit for each token
   */
  public static void requireLogits(float[] logits, DecoderConfig config) {
    if (logits.length != config.vocabulary()) {
      throw new IllegalArgumentException(
          "expected " + config.vocabulary() + " logits but found " + logits.length);
    }
  }

  /**
   * @throws IllegalArgumentException if there are fewer rows than {@code count}, or one of them is
   *     neither null nor as long as the vocabulary
   */
  public static void requireRows(float[] @Nullable [] rows, int count, DecoderConfig config) {
    if (rows.length < count) {
      throw new IllegalArgumentException(
          "expected logits for " + count + " tokens but found " + rows.length + " rows");
    }
    for (int i = 0; i < count; i++) {
      float[] row = rows[i];
      if (row != null) {
        requireLogits(row, config);
      }
    }
  }

  /**
   * @throws IllegalStateException if the cache has no room for {@code count} more positions
   */
  public static void requireRoom(int count, KvCache cache) {
    requireRoom(count, cache.capacity() - cache.length());
  }

  /**
   * @throws IllegalStateException if {@code count} is more than there is room for
   */
  public static void requireRoom(int count, int room) {
    if (count > room) {
      throw new IllegalStateException(
          "expected at most " + room + " more positions but found " + count);
    }
  }

  /**
   * Of a copy from one cache to another.
   *
   * @throws IllegalStateException if the cache that is written to is closed
   * @throws IllegalArgumentException if the other one is
   */
  public static void requireOpen(boolean targetIsOpen, boolean sourceIsOpen) {
    if (!targetIsOpen) {
      throw new IllegalStateException("expected an open cache but found a closed one");
    }
    if (!sourceIsOpen) {
      throw new IllegalArgumentException("expected an open cache to copy but found a closed one");
    }
  }

  /**
   * @throws IllegalArgumentException if the cache does not hold {@code length} positions
   */
  public static void requireHeld(int length, KvCache cache) {
    if (length < 0 || length > cache.length()) {
      throw new IllegalArgumentException(
          "expected a length of 0 to " + cache.length() + " but found " + length);
    }
  }

  /**
   * @throws IllegalArgumentException if the cache does not hold all of {@code [from, from + count)}
   */
  public static void requireHeld(int from, int count, KvCache cache) {
    if (from < 0 || count < 0 || from > cache.length() - count) {
      throw new IllegalArgumentException(
          "expected positions below " + cache.length() + " but found " + count + " from " + from);
    }
  }
}
