package dev.ember.inference.backend.reference;

import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.model.DecoderConfig;

/** Keys (already rotated) and values of each layer, position after position. */
final class ReferenceKvCache implements KvCache {
  private final ReferenceBackend owner;
  private final int capacity;
  private final float[][] keys; // L x [C, K * D]
  private final float[][] values; // L x [C, K * D]
  private int length;

  ReferenceKvCache(ReferenceBackend owner) {
    this.owner = owner;
    DecoderConfig config = owner.config();
    capacity = config.context();
    int layerFloats = Math.multiplyExact(capacity, config.kvSize());
    keys = new float[config.layers()][layerFloats];
    values = new float[config.layers()][layerFloats];
  }

  ReferenceBackend owner() {
    return owner;
  }

  /** Of one layer, {@code [C, K * D]}. */
  float[] keys(int layer) {
    return keys[layer];
  }

  /** Of one layer, {@code [C, K * D]}. */
  float[] values(int layer) {
    return values[layer];
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
