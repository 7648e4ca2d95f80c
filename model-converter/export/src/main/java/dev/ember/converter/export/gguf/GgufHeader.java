package dev.ember.converter.export.gguf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses and checks what stands before the data of one file. */
final class GgufHeader {
  /** "GGUF" as a little-endian number. */
  static final int MAGIC = 0x46554747;

  static final int OLDEST_VERSION = 2;
  static final int NEWEST_VERSION = 3;

  static final String ALIGNMENT_KEY = "general.alignment";
  private static final int DEFAULT_ALIGNMENT = 32;
  private static final int MAX_ALIGNMENT = 1 << 20;

  /** Models in use have under 100 facts and, with many experts, some thousand tensors. */
  private static final int MAX_FACTS = 1 << 16;

  private static final int MAX_TENSORS = 1 << 16;

  /** Of an array: the largest vocabulary in use has 2^18 entries, its merges 2^19. */
  private static final int MAX_ELEMENTS = 1 << 24;

  /** The format's own limit. */
  private static final int MAX_KEY_BYTES = 0xffff;

  /** The format's own limits, which ggml's fields keep too. */
  private static final int MAX_NAME_BYTES = 64;

  private static final int MAX_DIMENSIONS = 4;

  /** Arrays in arrays; the format knows no limit, and no model uses even one. */
  static final int MAX_DEPTH = 4;

  /** A fact: an empty key, its type, one byte. */
  private static final int LEAST_FACT_BYTES = Long.BYTES + Integer.BYTES + 1;

  /** A tensor: an empty name, one dimension, its type, its offset. */
  private static final int LEAST_TENSOR_BYTES = 8 + 4 + 8 + 4 + 8;

  private final HeaderCursor cursor;
  private final int shard;
  private final long fileBytes;
  private final Map<String, GgufValue> values = new LinkedHashMap<>();
  private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();
  private final GgufMetadata metadata;

  private GgufHeader(HeaderCursor cursor, int shard, long fileBytes) {
    this.cursor = cursor;
    this.shard = shard;
    this.fileBytes = fileBytes;
    this.metadata = new GgufMetadata(values, cursor);
  }

  /**
   * @param header the first bytes of the file, little-endian; the file's all unless it is longer
   *     than any header may be
   * @param shard index of the file among those of the model
   */
  static GgufHeader parse(String file, ByteBuffer header, int shard, long fileBytes)
      throws GgufFormatException {
    HeaderCursor cursor = new HeaderCursor(file, header, header.capacity() == fileBytes);
    GgufHeader parsed = new GgufHeader(cursor, shard, fileBytes);
    parsed.parse();
    return parsed;
  }

  GgufMetadata metadata() {
    return metadata;
  }

  /** By name, in the file's order. */
  Map<String, GgufTensor> tensors() {
    return tensors;
  }

  private void parse() throws GgufFormatException {
    int magic = cursor.i32("magic");
    if (magic != MAGIC) {
      String found = magic == Integer.reverseBytes(MAGIC) ? "FUGG, a big-endian file" : hex(magic);
      throw cursor.wrong("magic", 0, "GGUF", found);
    }
    requireVersion(cursor.i32("version"));
    int tensorCount = cursor.count("tensor count", "tensors", LEAST_TENSOR_BYTES, MAX_TENSORS);
    int factCount = cursor.count("metadata count", "facts", LEAST_FACT_BYTES, MAX_FACTS);
    for (int i = 0; i < factCount; i++) {
      readFact(i);
    }
    int alignment = alignment();
    List<GgufTensor> relative = new ArrayList<>(tensorCount);
    for (int i = 0; i < tensorCount; i++) {
      relative.add(readTensor(i, alignment));
    }
    place(relative, (cursor.position() + alignment - 1L) / alignment * alignment);
  }

  private void requireVersion(int version) throws GgufFormatException {
    if (version >= OLDEST_VERSION && version <= NEWEST_VERSION) {
      return;
    }
    int swapped = Integer.reverseBytes(version);
    String found =
        swapped > 0 && swapped <= 0xffff
            ? "version " + swapped + " of a big-endian file"
            : Integer.toUnsignedString(version);
    throw cursor.wrong("version", Integer.BYTES, "little-endian version 2 or 3", found);
  }

  private void readFact(int index) throws GgufFormatException {
    int at = cursor.position();
    String key = name("key of fact " + index, MAX_KEY_BYTES);
    String place = "key " + key;
    GgufValueType type = valueType(cursor, place);
    if (values.put(key, value(cursor, place, type, 0)) != null) {
      throw cursor.wrong(place, at, "each key once", "it a second time");
    }
  }

  private String name(String place, int mostBytes) throws GgufFormatException {
    int at = cursor.position();
    String name = cursor.string(place, mostBytes);
    if (name.isEmpty()) {
      throw cursor.wrong(place, at, "at least one character", "none");
    }
    return name;
  }

  /** Passes a value of this type, checking it, and says where it lies. */
  static GgufValue value(HeaderCursor cursor, String place, GgufValueType type, int depth)
      throws GgufFormatException {
    int at = cursor.position();
    if (type == GgufValueType.STRING) {
      cursor.skip(place, cursor.length(place, GgufMetadata.MAX_TEXT_BYTES));
      return new GgufValue(type, null, 1, at);
    }
    if (type != GgufValueType.ARRAY) {
      requireBool(cursor, place, type);
      cursor.skip(place, type.leastBytes());
      return new GgufValue(type, null, 1, at);
    }
    if (depth == MAX_DEPTH) {
      throw cursor.wrong(place, at, "at most " + MAX_DEPTH + " arrays in one another", "more");
    }
    GgufValueType elements = valueType(cursor, place);
    int count = cursor.count(place, "elements", elements.leastBytes(), MAX_ELEMENTS);
    int first = cursor.position();
    if (elements.isFixed() && elements != GgufValueType.BOOL) {
      cursor.skip(place, count * elements.leastBytes());
    } else {
      for (int i = 0; i < count; i++) {
        value(cursor, place, elements, depth + 1);
      }
    }
    return new GgufValue(type, elements, count, first);
  }

  private static void requireBool(HeaderCursor cursor, String place, GgufValueType type)
      throws GgufFormatException {
    if (type == GgufValueType.BOOL) {
      int at = cursor.position();
      int value = cursor.u8(place);
      if (value > 1) {
        throw cursor.wrong(place, at, "a BOOL of 0 or 1", Integer.toString(value));
      }
      cursor.at(at);
    }
  }

  private static GgufValueType valueType(HeaderCursor cursor, String place)
      throws GgufFormatException {
    int at = cursor.position();
    int id = cursor.i32(place);
    @Nullable GgufValueType type = GgufValueType.of(id);
    if (type == null) {
      throw cursor.wrong(place, at, "a type of value from 0 to 12", Integer.toUnsignedString(id));
    }
    return type;
  }

  private int alignment() throws GgufFormatException {
    if (!values.containsKey(ALIGNMENT_KEY)) {
      return DEFAULT_ALIGNMENT;
    }
    int resume = cursor.position();
    long alignment = metadata.integer(ALIGNMENT_KEY);
    if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw metadata.wrong(
          ALIGNMENT_KEY, "a power of two of at most " + MAX_ALIGNMENT, Long.toString(alignment));
    }
    cursor.at(resume);
    return (int) alignment;
  }

  /** Its offset is still relative to the start of the data. */
  private GgufTensor readTensor(int index, int alignment) throws GgufFormatException {
    String name = name("name of tensor " + index, MAX_NAME_BYTES);
    String place = "tensor " + name;
    List<Long> shape = readShape(place);
    GgufType type = tensorType(place);
    if (shape.get(0) % type.blockValues() != 0) {
      throw cursor.wrong(
          place,
          cursor.position(),
          "rows of a multiple of " + type.blockValues() + " values for " + type,
          shape.get(0).toString());
    }
    int at = cursor.position();
    long offset = cursor.i64(place);
    if (offset < 0 || offset % alignment != 0) {
      throw cursor.wrong(
          place, at, "data at a multiple of " + alignment, Long.toUnsignedString(offset));
    }
    return new GgufTensor(name, type, shape, shard, offset);
  }

  private List<Long> readShape(String place) throws GgufFormatException {
    int at = cursor.position();
    int count = cursor.i32(place);
    if (count < 1 || count > MAX_DIMENSIONS) {
      throw cursor.wrong(
          place, at, "1 to " + MAX_DIMENSIONS + " dimensions", Integer.toUnsignedString(count));
    }
    List<Long> shape = new ArrayList<>(count);
    long elements = 1;
    for (int i = 0; i < count; i++) {
      long dimension = cursor.i64(place);
      if (dimension < 1 || elements > Long.MAX_VALUE / Long.BYTES / dimension) {
        throw cursor.wrong(
            place, at, "a possible shape", shape + " x " + Long.toUnsignedString(dimension));
      }
      elements *= dimension;
      shape.add(dimension);
    }
    return shape;
  }

  private GgufType tensorType(String place) throws GgufFormatException {
    int at = cursor.position();
    int id = cursor.i32(place);
    @Nullable GgufType type = GgufType.of(id);
    if (type == null) {
      throw cursor.wrong(
          place,
          at,
          "a known type of tensor (" + GgufType.readable() + ")",
          "number " + Integer.toUnsignedString(id));
    }
    return type;
  }

  /** Turns relative offsets into places in the file, where each tensor must have its own. */
  private void place(List<GgufTensor> relative, long dataStart) throws GgufFormatException {
    for (GgufTensor tensor : relative) {
      long room = fileBytes - dataStart - tensor.bytes();
      if (tensor.offset() > room) {
        throw cursor.wrong(
            "tensor " + tensor.name(),
            dataStart + tensor.offset(),
            "its " + tensor.bytes() + " bytes before the end of the file",
            "a file of " + fileBytes + " bytes");
      }
      GgufTensor placed =
          new GgufTensor(
              tensor.name(), tensor.type(), tensor.shape(), shard, dataStart + tensor.offset());
      if (tensors.put(tensor.name(), placed) != null) {
        throw cursor.wrong(
            "tensor " + tensor.name(), placed.offset(), "each name once", "it a second time");
      }
    }
    requireNoOverlap();
  }

  private void requireNoOverlap() throws GgufFormatException {
    List<GgufTensor> sorted = new ArrayList<>(tensors.values());
    sorted.sort(Comparator.comparingLong(GgufTensor::offset));
    long free = 0;
    String before = "";
    for (GgufTensor tensor : sorted) {
      if (tensor.offset() < free) {
        throw cursor.wrong(
            "tensor " + tensor.name(),
            tensor.offset(),
            "its data behind that of " + before + ", which ends at " + free,
            "an overlap");
      }
      free = tensor.offset() + tensor.bytes();
      before = tensor.name();
    }
  }

  private static String hex(int magic) {
    return "0x" + Integer.toHexString(Integer.reverseBytes(magic));
  }
}
