package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.backend.RowShape;
import dev.ember.inference.model.DecoderConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of one conversation in memory that the runtime copies from at each call. What
 * lies beyond {@link #length} is stale and hidden by the mask.
 */
final class HostKvCache implements PortableKvCache {
  private final InterpreterBackend owner;
  private final DecoderConfig config;
  private final List<FloatBuffer> keys = new ArrayList<>(); // L of [K, D, C]
  private final List<FloatBuffer> values = new ArrayList<>(); // L of [K, C, D]
  private int length;
  private boolean closed;

  HostKvCache(InterpreterBackend owner) {
    this.owner = owner;
    config = owner.config();
    int floats = config.kvSize() * config.context();
    for (int layer = 0; layer < config.layers(); layer++) {
      keys.add(HostFloats.allocate(floats)); // [1, K, D, C]
      values.add(HostFloats.allocate(floats)); // [1, K, C, D]
    }
  }

  FloatBuffer keys(int layer) {
    return keys.get(layer);
  }

  FloatBuffer values(int layer) {
    return values.get(layer);
  }

  /** Whether this backend made it, and it is open. */
  boolean belongsTo(InterpreterBackend backend) {
    return owner == backend && !closed;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int capacity() {
    return config.context();
  }

  @Override
  public long bytes() {
    return config.cacheBytesPerToken() * config.context();
  }

  @Override
  public void truncate(int newLength) {
    Requirements.requireHeld(newLength, this);
    length = newLength;
  }

  @Override
  public RowShape rowShape() {
    return RowShape.of(config);
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void read(int from, int count, float[] into) {
    Requirements.requireHeld(from, count, this);
    int at = 0;
    for (int position = from; position < from + count; position++) {
      for (int layer = 0; layer < config.layers(); layer++) {
        for (int i = 0; i < config.kvSize(); i++) {
          into[at + i] = keys.get(layer).get(keyPlace(i, position));
          into[at + config.kvSize() + i] = values.get(layer).get(valuePlace(i, position));
        }
        at += 2 * config.kvSize();
      }
    }
  }

  @Override
  public void append(int count, float[] rows) {
    Requirements.requireRoom(count, this);
    int at = 0;
    for (int position = length; position < length + count; position++) {
      for (int layer = 0; layer < config.layers(); layer++) {
        for (int i = 0; i < config.kvSize(); i++) {
          keys.get(layer).put(keyPlace(i, position), rows[at + i]);
          values.get(layer).put(valuePlace(i, position), rows[at + config.kvSize() + i]);
        }
        at += 2 * config.kvSize();
      }
    }
    length += count;
  }

  /**
   * Stores new keys and values of a layer behind the positions held, which {@link #grow} then
   * counts.
   *
   * @param newKeys {@code [1, K, D, T]}
   * @param newValues {@code [1, K, T, D]}
   * @param tokens T
   * @param count how many of the T are real
   */
  void store(int layer, FloatBuffer newKeys, FloatBuffer newValues, int tokens, int count) {
    int d = config.headSize();
    for (int i = 0; i < config.kvSize(); i++) {
      for (int t = 0; t < count; t++) {
        keys.get(layer).put(keyPlace(i, length + t), newKeys.get(i * tokens + t));
        values
            .get(layer)
            .put(valuePlace(i, length + t), newValues.get((i / d * tokens + t) * d + i % d));
      }
    }
  }

  void grow(int count) {
    length += count;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Of number {@code i} of the K * D, in {@code [K, D, C]}. */
  private int keyPlace(int i, int position) {
    return i * config.context() + position;
  }

  /** Of number {@code i} of the K * D, in {@code [K, C, D]}. */
  private int valuePlace(int i, int position) {
    int d = config.headSize();
    return (i / d * config.context() + position) * d + i % d;
  }
}
