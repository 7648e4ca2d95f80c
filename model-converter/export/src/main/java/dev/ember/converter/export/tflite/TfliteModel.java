package dev.ember.converter.export.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model in the making: buffers and subgraphs, each subgraph with a signature of its own name.
 * Subgraphs share a buffer by naming the same index, so that a weight is stored once.
 */
final class TfliteModel {
  /** The schema demands that buffer 0 be empty: it means "no buffer". */
  private static final int NO_BUFFER = 0;

  /** A buffer: a constant inside of the tables, or a weight behind them. */
  static final class Buffer {
    private final byte[] inline;
    private final int weight;

    private Buffer(byte[] inline, int weight) {
      this.inline = inline;
      this.weight = weight;
    }

    boolean isWeight() {
      return weight >= 0;
    }

    /** Bytes of a constant, little endian. */
    byte[] inline() {
      return inline;
    }

    /** Index into {@link #weights()}. */
    int weight() {
      return weight;
    }
  }

  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<ByteBuffer, Integer> constants = new HashMap<>();
  private final List<StoredTensor> weights;
  private final Map<String, Integer> weightByName = new HashMap<>();
  private final List<Subgraph> subgraphs = new ArrayList<>();

  /** A model over these weights; they become buffers in this order. */
  TfliteModel(List<StoredTensor> weights) {
    this.weights = List.copyOf(weights);
    buffers.add(new Buffer(new byte[0], -1)); // NO_BUFFER
    for (int i = 0; i < weights.size(); i++) {
      buffers.add(new Buffer(new byte[0], i));
      weightByName.put(weights.get(i).spec().name(), i);
    }
  }

  /** Adds a subgraph that is called by the signature {@code name}. */
  Subgraph subgraph(String name) {
    Subgraph subgraph = new Subgraph(this, name);
    subgraphs.add(subgraph);
    return subgraph;
  }

  List<Subgraph> subgraphs() {
    return subgraphs;
  }

  List<Buffer> buffers() {
    return buffers;
  }

  List<StoredTensor> weights() {
    return weights;
  }

  StoredTensor weight(String name) {
    return weights.get(weightIndex(name));
  }

  int weightBuffer(String name) {
    return NO_BUFFER + 1 + weightIndex(name);
  }

  /** A constant of int32 values; equal constants share a buffer. */
  int intBuffer(int... values) {
    ByteBuffer bytes = littleEndian(values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return constantBuffer(bytes.array());
  }

  /** A constant of float32 values; equal constants share a buffer. */
  int floatBuffer(float... values) {
    ByteBuffer bytes = littleEndian(values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return constantBuffer(bytes.array());
  }

  private int constantBuffer(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    Integer known = constants.get(key);
    if (known != null) {
      return known;
    }
    buffers.add(new Buffer(bytes, -1));
    constants.put(key, buffers.size() - 1);
    return buffers.size() - 1;
  }

  private int weightIndex(String name) {
    Integer index = weightByName.get(name);
    if (index == null) {
      throw new IllegalArgumentException("expected a weight of the model but found " + name);
    }
    return index;
  }

  private static ByteBuffer littleEndian(int values) {
    return ByteBuffer.allocate(values * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
