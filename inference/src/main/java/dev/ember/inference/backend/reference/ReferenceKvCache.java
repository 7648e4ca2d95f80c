package dev.ember.inference.backend.reference;

import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;

/** Keys (already rotated) and values of each layer, position after position, growing on demand. */
final class ReferenceKvCache implements KvCache {
  private final ReferenceBackend owner;
  private final int capacity;
  private final List<LayerCache> layers = new ArrayList<>(); // L
  private int length;

  ReferenceKvCache(ReferenceBackend owner) {
    this.owner = owner;
    DecoderConfig config = owner.config();
    capacity = config.context();
    for (int layer = 0; layer < config.layers(); layer++) {
      layers.add(new LayerCache(config.kvSize()));
    }
  }

  ReferenceBackend owner() {
    return owner;
  }

  /** Of one layer. */
  LayerCache layer(int layer) {
    return layers.get(layer);
  }

  /** Makes room for {@code count} more positions, up to the capacity. */
  void reserve(int count) {
    int needed = length + count;
    if (layers.get(0).room() < needed) {
      int doubled = Math.min(capacity, 2 * needed);
      for (LayerCache layer : layers) {
        layer.reserve(doubled);
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
