package dev.ember.inference.sample;

/** The last tokens of a sequence: adding one to a full window forgets the oldest. */
public final class TokenWindow {
  private final int[] tokens; // a ring
  private long added;

  /**
   * @param capacity the most tokens remembered; 0 remembers none
   */
  public TokenWindow(int capacity) {
    tokens = new int[capacity];
  }

  public void add(int token) {
    if (tokens.length > 0) {
      tokens[(int) (added % tokens.length)] = token;
      added++;
    }
  }

  /** Adds {@code source[0 .. count)}. */
  public void addAll(int[] source, int count) {
    for (int i = Math.max(0, count - tokens.length); i < count; i++) {
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
