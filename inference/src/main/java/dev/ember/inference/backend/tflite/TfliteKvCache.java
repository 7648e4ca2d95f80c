package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.model.DecoderConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of one conversation in native memory, which the graph reads in place. What lies
 * beyond {@link #length} is stale and hidden by the mask.
 */
final class TfliteKvCache implements PortableKvCache {
  private final TfliteBackend owner;
  private final DecoderConfig config;
  private final List<NativeFloats> memory = new ArrayList<>(); // k_0, v_0, k_1, v_1, ...
  private int length;
  private boolean closed;

  TfliteKvCache(TfliteBackend owner) {
    this.owner = owner;
    this.config = owner.config();
    int floats = config.kvSize() * config.context();
    for (int layer = 0; layer < config.layers(); layer++) {
      memory.add(new NativeFloats(floats)); // [1, K, D, C]
      memory.add(new NativeFloats(floats)); // [1, K, C, D]
    }
  }

  /** Keys and values layer by layer: k_0, v_0, k_1, v_1, ... */
  List<NativeFloats> memory() {
    return memory;
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
  public void truncate(int newLength) {
    Requirements.requireHeld(newLength, this);
    length = newLength;
  }

  /** Whether this backend made it, and it is open. */
  boolean belongsTo(TfliteBackend backend) {
    return owner == backend && !closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      for (NativeFloats floats : memory) {
        floats.close();
      }
    }
  }

  /**
   * Stores new keys and values of a layer behind the positions held, which {@link #grow} then
   * counts.
   *
   * @param keys {@code [1, K, D, T]}
   * @param values {@code [1, K, T, D]}
   * @param tokens T
   * @param count how many of the T are real
   */
  void store(int layer, FloatBuffer keys, FloatBuffer values, int tokens, int count) {
    int c = config.context();
    int d = config.headSize();
    FloatBuffer keyCache = memory.get(2 * layer).floats(); // [K, D, C]
    for (int row = 0; row < config.kvSize(); row++) {
      for (int t = 0; t < count; t++) {
        keyCache.put(row * c + length + t, keys.get(row * tokens + t));
      }
    }
    FloatBuffer valueCache = memory.get(2 * layer + 1).floats(); // [K, C, D]
    for (int head = 0; head < config.kvHeads(); head++) {
      int to = (head * c + length) * d;
      int from = head * tokens * d;
      for (int i = 0; i < count * d; i++) {
        valueCache.put(to + i, values.get(from + i));
      }
    }
  }

  @Override
  public int rowFloats() {
    return config.layers() * 2 * config.kvSize();
  }

  @Override
  public void read(int from, int count, float[] into) {
    Requirements.requireHeld(from, count, this);
    for (int position = 0; position < count; position++) {
      for (int layer = 0; layer < config.layers(); layer++) {
        copyRow(layer, from + position, into, rowStart(position, layer), false);
      }
    }
  }

  @Override
  public void append(int count, float[] rows) {
    Requirements.requireRoom(count, this);
    for (int position = 0; position < count; position++) {
      for (int layer = 0; layer < config.layers(); layer++) {
        copyRow(layer, length + position, rows, rowStart(position, layer), true);
      }
    }
    grow(count);
  }

  private int rowStart(int position, int layer) {
    return (position * config.layers() + layer) * 2 * config.kvSize();
  }

  /** Keys and values {@code [2, K * D]} of a position, into the cache or out of it. */
  private void copyRow(int layer, int position, float[] rows, int start, boolean in) {
    int c = config.context();
    int d = config.headSize();
    FloatBuffer keyCache = memory.get(2 * layer).floats(); // [K, D, C]
    FloatBuffer valueCache = memory.get(2 * layer + 1).floats(); // [K, C, D]
    for (int i = 0; i < config.kvSize(); i++) {
      int key = i * c + position;
      int value = (i / d * c + position) * d + i % d;
      if (in) {
        keyCache.put(key, rows[start + i]);
        valueCache.put(value, rows[start + config.kvSize() + i]);
      } else {
        rows[start + i] = keyCache.get(key);
        rows[start + config.kvSize() + i] = valueCache.get(value);
      }
    }
  }

  void grow(int count) {
    length += count;
  }
}
