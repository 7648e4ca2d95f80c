package dev.ember.inference.checkpoint;

import dev.ember.inference.json.JsonFields;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses and checks the JSON of a file. */
final class SafetensorsHeader {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  private final String file;
  private final long dataStart;
  private final long dataBytes;
  private final Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeader(String file, long dataStart, long dataBytes) {
    this.file = file;
    this.dataStart = dataStart;
    this.dataBytes = dataBytes;
  }

  /**
   * @param dataStart where the data begins in the file
   * @param dataBytes how much of it there is
   */
  static SafetensorsHeader parse(String file, String json, long dataStart, long dataBytes)
      throws IOException {
    SafetensorsHeader header = new SafetensorsHeader(file, dataStart, dataBytes);
    try {
      header.read(JsonFields.parse(json));
    } catch (JsonFormatException wrong) {
      throw new CheckpointFormatException(file, "", LENGTH_BYTES, wrong.expected(), wrong.found());
    }
    header.requireNoHoleNorOverlap();
    return header;
  }

  Map<String, SafetensorsTensor> tensors() {
    return tensors;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private void read(JsonFields fields) throws IOException {
    for (String name : fields.names()) {
      JsonFields value = fields.object(name);
      if (name.equals(METADATA)) {
        for (String key : value.names()) {
          metadata.put(key, value.string(key));
        }
      } else {
        tensors.put(name, tensor(name, value));
      }
      value.end();
    }
  }

  private SafetensorsTensor tensor(String name, JsonFields fields) throws IOException {
    SafetensorsType type = type(name, fields.string("dtype"));
    List<Long> shape = fields.int64s("shape");
    List<Long> offsets = fields.int64s("data_offsets");
    if (offsets.size() != 2) {
      throw wrong(name, dataStart, "two data_offsets", offsets.toString());
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin < 0 || begin > end || end > dataBytes) {
      throw wrong(name, dataStart, "offsets within " + dataBytes + " bytes", offsets.toString());
    }
    requireSize(name, shape, type, end - begin);
    return new SafetensorsTensor(name, type, shape, dataStart + begin, end - begin);
  }

  private SafetensorsType type(String name, String dtype) throws IOException {
    for (SafetensorsType type : SafetensorsType.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw wrong(name, dataStart, "a known dtype", "\"" + dtype + "\"");
  }

  /** The shape must take exactly the bytes; the product is bounded before each step. */
  private void requireSize(String name, List<Long> shape, SafetensorsType type, long bytes)
      throws IOException {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && elements > Long.MAX_VALUE / 8 / dimension)) {
        throw wrong(name, dataStart, "a possible shape", shape.toString());
      }
      elements *= dimension;
    }
    if (elements * type.bytes() != bytes) {
      throw wrong(
          name,
          dataStart,
          elements * type.bytes() + " bytes for " + type + " " + shape,
          Long.toString(bytes));
    }
  }

  private void requireNoHoleNorOverlap() throws IOException {
    List<SafetensorsTensor> sorted = new ArrayList<>(tensors.values());
    sorted.sort(
        Comparator.comparingLong(SafetensorsTensor::offset)
            .thenComparingLong(SafetensorsTensor::bytes));
    long next = dataStart;
    for (SafetensorsTensor tensor : sorted) {
      if (tensor.offset() != next) {
        throw wrong(
            tensor.name(),
            tensor.offset(),
            "its data at offset " + next + ", where the one before ends",
            (tensor.offset() < next ? "an overlap" : "a hole") + " at " + tensor.offset());
      }
      next += tensor.bytes();
    }
    if (next != dataStart + dataBytes) {
      throw wrong("", next, "the end of the file", dataStart + dataBytes - next + " more bytes");
    }
  }

  private CheckpointFormatException wrong(
      String tensor, long offset, String expected, String found) {
    return new CheckpointFormatException(file, tensor, offset, expected, found);
  }
}
