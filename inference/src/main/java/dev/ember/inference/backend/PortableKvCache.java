package dev.ember.inference.backend;

/**
 * A cache whose positions can be carried over to a cache of another backend of the same model,
 * however each of them lays its memory out.
 *
 * <p>A position is a row of {@code [L, 2, K * D]} floats: of each layer the keys, already rotated,
 * and the values.
 */
public interface PortableKvCache extends KvCache {
  /** What a copy holds twice of a conversation, at a time. */
  int ROWS_AT_ONCE = 16;

  /** Floats of one position; the same for all caches of a model. */
  int rowFloats();

  /**
   * Copies positions to the start of {@code into}, {@code [count, L, 2, K * D]}.
   *
   * @throws IllegalArgumentException if they are not all held
   */
  void read(int from, int count, float[] into);

  /**
   * Appends the positions at the start of {@code rows}, {@code [count, L, 2, K * D]}.
   *
   * @throws IllegalStateException if there is no room for them; the cache is then unchanged
   */
  void append(int count, float[] rows);

  @Override
  default boolean copy(KvCache other, int count) {
    if (!(other instanceof PortableKvCache from)) {
      return false;
    }
    Requirements.requireHeld(0, count, from);
    Requirements.requireRoom(count, this);
    float[] rows = new float[ROWS_AT_ONCE * rowFloats()]; // [ROWS_AT_ONCE, L, 2, K * D]
    for (int done = 0; done < count; done += ROWS_AT_ONCE) {
      int part = Math.min(ROWS_AT_ONCE, count - done);
      from.read(done, part, rows);
      append(part, rows);
    }
    return true;
  }
}
