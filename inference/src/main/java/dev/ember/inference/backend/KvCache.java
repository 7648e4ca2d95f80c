package dev.ember.inference.backend;

/** The keys and values of the positions that a model has read. Made by {@link Backend#newCache}. */
public interface KvCache extends AutoCloseable {

  /** Positions held, from 0 to {@link #capacity}. */
  int length();

  /** C, the most positions that fit. */
  int capacity();

  /**
   * Forgets all but the first {@code length} positions.
   *
   * @throws IllegalArgumentException if {@code length} is negative or more than is held
   */
  void truncate(int length);

  /** Bytes that it takes now, as far as its backend knows. */
  default long bytes() {
    return 0;
  }

  @Override
  void close();
}
