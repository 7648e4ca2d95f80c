package dev.ember.converter.export.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model in the making: buffers and subgraphs, each subgraph with a signature of its own name.
 * Subgraphs share a buffer by naming the same index, so that a weight is stored once.
 */
final class TfliteModel {
  /** A buffer: a constant inside of the tables, or a part of a weight behind them. */
  static final class Buffer {
    private final byte[] inline;
    private final int filePart;

    private Buffer(byte[] inline, int filePart) {
      this.inline = inline;
      this.filePart = filePart;
    }

    boolean isFilePart() {
      return filePart >= 0;
    }

    /** Bytes of a constant, little endian. */
    byte[] inline() {
      return inline;
    }

    /** Index into {@link #fileParts()}. */
    int filePart() {
      return filePart;
    }
  }

  /** Values, scales or constants of a weight, which lie behind the tables. */
  static final class FilePart {
    private final StoredTensor tensor;
    private final StoredTensor.Part part;

    private FilePart(StoredTensor tensor, StoredTensor.Part part) {
      this.tensor = tensor;
      this.part = part;
    }

    StoredTensor tensor() {
      return tensor;
    }

    StoredTensor.Part part() {
      return part;
    }

    long bytes() {
      return tensor.bytes(part);
    }
  }

  private final List<Buffer> buffers = new ArrayList<>();
  private final Map<ByteBuffer, Integer> constants = new HashMap<>();
  private final List<FilePart> fileParts = new ArrayList<>();
  private final Map<String, StoredTensor> weights = new HashMap<>();
  private final Map<String, Integer> firstBuffers = new HashMap<>(); // by weight
  private final List<Subgraph> subgraphs = new ArrayList<>();

  /** A model over these weights; their parts become buffers in this order. */
  TfliteModel(List<StoredTensor> weights) {
    buffers.add(new Buffer(new byte[0], -1)); // the schema reads 0 as "no buffer"
    for (StoredTensor weight : weights) {
      this.weights.put(weight.spec().name(), weight);
      firstBuffers.put(weight.spec().name(), buffers.size());
      for (StoredTensor.Part part : StoredTensor.Part.values()) {
        if (weight.bytes(part) > 0) {
          fileParts.add(new FilePart(weight, part));
          buffers.add(new Buffer(new byte[0], fileParts.size() - 1));
        }
      }
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

  /** In the order of the file. */
  List<FilePart> fileParts() {
    return fileParts;
  }

  StoredTensor weight(String name) {
    StoredTensor weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("expected a weight of the model but found " + name);
    }
    return weight;
  }

  /** The buffer of a part that the weight has. */
  int buffer(String weight, StoredTensor.Part part) {
    int first = Objects.requireNonNull(firstBuffers.get(weight), weight);
    int index = first + part.ordinal(); // an encoding has no part without those before it
    FilePart found = fileParts.get(buffers.get(index).filePart());
    if (found.tensor() != weight(weight) || found.part() != part) {
      throw new IllegalArgumentException("expected " + part + " of " + weight + " but found none");
    }
    return index;
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

  /** A constant of bytes; equal constants share a buffer. */
  int constantBuffer(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    Integer known = constants.get(key);
    if (known != null) {
      return known;
    }
    buffers.add(new Buffer(bytes, -1));
    constants.put(key, buffers.size() - 1);
    return buffers.size() - 1;
  }

  private static ByteBuffer littleEndian(int values) {
    return ByteBuffer.allocate(values * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
