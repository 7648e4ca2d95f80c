package dev.ember.inference.backend.reference;

import java.util.Arrays;

/**
 * Keys (already rotated) and values of one layer, growing on demand. A key's numbers lie in arrays
 * of their own and a value's in one, so that {@link Attention} goes along arrays with both.
 */
final class LayerCache {
  private final float[][] keys; // [K * D][room]
  private float[][] values = new float[0][]; // [room], each [K * D]

  /**
   * @param size of a key, K * D
   */
  LayerCache(int size) {
    keys = new float[size][0];
  }

  /** Positions that there is room for. */
  int room() {
    return values.length;
  }

  /** Makes room for at least this many positions. */
  void reserve(int positions) {
    int held = room();
    if (held < positions) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = Arrays.copyOf(keys[i], positions);
      }
      values = Arrays.copyOf(values, positions);
      for (int position = held; position < positions; position++) {
        values[position] = new float[keys.length];
      }
    }
  }

  /** Writes the key and the value of a position, {@code [K * D]} each, one behind the other. */
  void put(int position, float[] from, int at) {
    for (int i = 0; i < keys.length; i++) {
      keys[i][position] = from[at + i];
    }
    System.arraycopy(from, at + keys.length, values[position], 0, keys.length);
  }

  /** The i-th number of the keys, of each position; not to be changed. */
  float[] keys(int i) {
    return keys[i];
  }

  /** The value of a position, {@code [K * D]}; not to be changed. */
  float[] value(int position) {
    return values[position];
  }
}
