package dev.ember.inference.sample;

import java.util.Arrays;

/**
 * The last tokens of a sequence: adding one to a full window forgets the oldest. It takes memory
 * for what was added, however many tokens it may remember: what a bundle or a replay asks for may
 * be anything.
 */
public final class TokenWindow {
  /** More than nearly all windows; up to here nothing is allocated for a token. */
  private static final int FIRST_LENGTH = 1024;

  private final int capacity;
  private int[] tokens; // a ring, once it has its full length
  private long added;

  /**
   * @param capacity the most tokens remembered; 0 remembers none
   */
  public TokenWindow(int capacity) {
    this.capacity = capacity;
    tokens = new int[Math.min(capacity, FIRST_LENGTH)];
  }

  public void add(int token) {
    if (added == tokens.length && tokens.length < capacity) {
      tokens = Arrays.copyOf(tokens, (int) Math.min(capacity, 2L * tokens.length));
    }
    if (tokens.length > 0) {
      tokens[(int) (added % tokens.length)] = token;
      added++;
    }
  }

  /** Adds {@code source[0 .. count)}. */
  public void addAll(int[] source, int count) {
    for (int i = Math.max(0, count - capacity); i < count; i++) {
      add(source[i]);
    }
  }

  /** How many are remembered. */
  public int size() {
    return (int) Math.min(added, tokens.length);
  }

  /** One of the remembered tokens, in no order; {@code index} is below {@link #size}. */
  public int get(int index) {
    return tokens[index];
  }
}
