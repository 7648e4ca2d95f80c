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

  /** The same for all caches of a model. */
  RowShape rowShape();

  /** Floats of one position. */
  default int rowFloats() {
    return rowShape().floats();
  }

  boolean isOpen();

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
  default boolean copy(KvCache other, int from, int count) {
    if (!(other instanceof PortableKvCache source)) {
      return false;
    }
    Requirements.requireOpen(isOpen(), source.isOpen());
    if (!source.rowShape().equals(rowShape())) {
      throw new IllegalArgumentException(
          "expected a cache of " + rowShape() + " but found one of " + source.rowShape());
    }
    Requirements.requireHeld(from, count, source);
    Requirements.requireRoom(count, this);
    float[] rows = new float[Math.min(ROWS_AT_ONCE, count) * rowFloats()]; // [.., L, 2, K * D]
    for (int done = 0; done < count; done += ROWS_AT_ONCE) {
      int part = Math.min(ROWS_AT_ONCE, count - done);
      source.read(from + done, part, rows);
      append(part, rows);
    }
    return true;
  }
}
