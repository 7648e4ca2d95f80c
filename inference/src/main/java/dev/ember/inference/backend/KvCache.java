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

  /**
   * Appends the positions {@code [from, from + count)} of another cache of the same backend, which
   * need not be read for it again.
   *
   * @return false, with nothing appended, if this backend cannot do that
   * @throws IllegalArgumentException if the other does not hold them, is closed, or is of a model
   *     of another shape
   * @throws IllegalStateException if there is no room for them, or this cache is closed; it is then
   *     unchanged
   */
  default boolean copy(KvCache other, int from, int count) {
    return false;
  }

  /** Bytes that it takes now, as far as its backend knows. */
  default long bytes() {
    return 0;
  }

  @Override
  void close();
}
