package dev.ember.inference.backend.tflite;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.backend.Requirements;
import dev.ember.inference.backend.RowShape;
import dev.ember.inference.model.DecoderConfig;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Keys and values of one conversation in native memory, which the graph reads in place. What lies
 * beyond {@link #length} is stale and hidden by the mask. The memory is as large as one of the
 * contexts that the graph has signatures for, and moves to another when {@link #reserve} says so.
 */
final class TfliteKvCache implements PortableKvCache {
  private final TfliteBackend owner;
  private final DecoderConfig config;
  private final IntFunction<NativeFloats> allocator;
  private List<NativeFloats> memory; // k_0, v_0, k_1, v_1, ...
  private Tier tier; // that can read the memory as it lies
  private int context; // C of the memory
  private int length;
  private boolean closed;

  /**
   * @throws BackendException if there is not the memory for it
   */
  TfliteKvCache(TfliteBackend owner) {
    this(owner, NativeFloats::new);
  }

  /**
   * @param allocator of so many floats
   */
  TfliteKvCache(TfliteBackend owner, IntFunction<NativeFloats> allocator) {
    this.owner = owner;
    this.allocator = allocator;
    config = owner.config();
    tier = owner.tierFor(0);
    context = tier.context();
    memory = allocate(context);
    tier.enter();
  }

  /**
   * Has memory for {@code positions}, and no more than the signatures for so many need.
   *
   * @return the signatures that read it then
   * @throws BackendException if there is not the memory for it; then the cache is as it was
   */
  Tier reserve(int positions) {
    Tier next = owner.tierFor(positions);
    if (next != tier) {
      int wanted = next.context();
      List<NativeFloats> moved = allocate(wanted);
      for (int layer = 0; layer < config.layers(); layer++) {
        moveKeys(memory.get(2 * layer), moved.get(2 * layer), wanted);
        moveValues(memory.get(2 * layer + 1), moved.get(2 * layer + 1), wanted);
      }
      free(memory);
      memory = moved;
      context = wanted;
      tier.leave();
      next.enter();
      tier = next;
    }
    return tier;
  }

  /** C of the signatures that can read it as it lies. */
  int context() {
    return context;
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
  public long bytes() {
    return config.cacheBytesPerToken() * context;
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
      free(memory);
      tier.leave();
    }
  }

  /** For another C; nothing is kept where there is not all of it. */
  private List<NativeFloats> allocate(int positions) {
    List<NativeFloats> floats = new ArrayList<>();
    try {
      for (int layer = 0; layer < config.layers(); layer++) {
        floats.add(allocator.apply(config.kvSize() * positions)); // [1, K, D, C]
        floats.add(allocator.apply(config.kvSize() * positions)); // [1, K, C, D]
      }
      return floats;
    } catch (OutOfMemoryError shortage) {
      free(floats);
      throw BackendException.outOfMemory(
          NativeLibrary.NAME, "making room for " + positions + " tokens", shortage);
    }
  }

  private static void free(List<NativeFloats> memory) {
    for (NativeFloats floats : memory) {
      floats.close();
    }
  }

  /** {@code [K, D, C]} to another C. */
  private void moveKeys(NativeFloats from, NativeFloats to, int toContext) {
    for (int row = 0; row < config.kvSize(); row++) {
      move(from, row * context, to, row * toContext, length);
    }
  }

  /** {@code [K, C, D]} to another C. */
  private void moveValues(NativeFloats from, NativeFloats to, int toContext) {
    int d = config.headSize();
    for (int head = 0; head < config.kvHeads(); head++) {
      move(from, head * context * d, to, head * toContext * d, length * d);
    }
  }

  private static void move(
      NativeFloats from, int fromStart, NativeFloats to, int start, int count) {
    FloatBuffer source = from.floats();
    FloatBuffer target = to.floats();
    ((Buffer) source).limit(fromStart + count).position(fromStart);
    ((Buffer) target).clear().position(start);
    target.put(source);
    ((Buffer) source).clear();
    ((Buffer) target).clear();
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
    int c = context;
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
    for (int position = 0; position < count; position++) {
      for (int layer = 0; layer < config.layers(); layer++) {
        copyRow(layer, from + position, into, rowStart(position, layer), false);
      }
    }
  }

  @Override
  public void append(int count, float[] rows) {
    Requirements.requireRoom(count, this);
    reserve(length + count);
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
    int c = context;
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
