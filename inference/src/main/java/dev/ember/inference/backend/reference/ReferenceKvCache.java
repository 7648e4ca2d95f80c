package dev.ember.inference.backend.reference;

import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.model.DecoderConfig;
import java.util.Arrays;

/** Keys (already rotated) and values of each layer, position after position, growing on demand. */
final class ReferenceKvCache implements KvCache {
  private final ReferenceBackend owner;
  private final int capacity;
  private final int kvSize; // K * D
  private final float[][] keys; // L x [room, K * D]
  private final float[][] values; // L x [room, K * D]
  private int length;

  ReferenceKvCache(ReferenceBackend owner) {
    this.owner = owner;
    DecoderConfig config = owner.config();
    capacity = config.context();
    kvSize = config.kvSize();
    keys = new float[config.layers()][0];
    values = new float[config.layers()][0];
  }

  ReferenceBackend owner() {
    return owner;
  }

  /** Of one layer, {@code [room, K * D]}. */
  float[] keys(int layer) {
    return keys[layer];
  }

  /** Of one layer, {@code [room, K * D]}. */
  float[] values(int layer) {
    return values[layer];
  }

  /** Makes room for {@code count} more positions, up to the capacity. */
  void reserve(int count) {
    int needed = Math.multiplyExact(length + count, kvSize);
    if (keys[0].length < needed) {
      int doubled = Math.min(capacity, 2 * (length + count)) * kvSize;
      for (int layer = 0; layer < keys.length; layer++) {
        keys[layer] = Arrays.copyOf(keys[layer], doubled);
        values[layer] = Arrays.copyOf(values[layer], doubled);
      }
    }
  }

  /** Takes in the positions that a forward pass has written. */
  void append(int count) {
    length += count;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void truncate(int newLength) {
    Requirements.requireHeld(newLength, this);
    length = newLength;
  }

  /** Nothing to free. */
  @Override
  public void close() {}
}
