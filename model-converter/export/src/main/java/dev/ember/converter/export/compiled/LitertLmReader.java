package dev.ember.converter.export.compiled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads LiteRT-LM's container: a mark, a version, a flatbuffer that lists the sections ({@code
 * litertlm_header_schema.fbs}), and the sections, each at a multiple of 16 KiB.
 */
final class LitertLmReader {
  private static final int VERSION_AT = 8; // behind the mark
  private static final int HEADER_END_AT = 24;
  private static final int HEADER_AT = 32;

  /** The headers of real files have some hundred bytes. */
  private static final long MAX_HEADER_BYTES = 1 << 20;

  private static final int SUPPORTED_MAJOR = 1;

  // Slots of the schema's tables.
  private static final int ROOT_SYSTEM = 0;
  private static final int ROOT_SECTIONS = 1;
  private static final int ENTRIES = 0;
  private static final int ITEMS = 0;
  private static final int BEGIN = 1;
  private static final int END = 2;
  private static final int TYPE = 3;
  private static final int KEY = 0;
  private static final int VALUE_TYPE = 1;
  private static final int VALUE = 2;

  private static final int MOST_SECTIONS = 1000;

  private static final String[] TYPES = {
    "none",
    "GenericBinaryData",
    "Deprecated",
    "TFLiteModel",
    "SP_Tokenizer",
    "LlmMetadataProto",
    "HF_Tokenizer_Zlib",
    "TFLiteWeights",
    "ExecutorMetadataProto"
  };

  private final FileChannel channel;

  LitertLmReader(FileChannel channel) {
    this.channel = channel;
  }

  CompiledModel read() throws IOException {
    ByteBuffer start = new SectionBytes(channel, 0, HEADER_AT).map();
    int major = start.getInt(VERSION_AT);
    String version =
        major + "." + start.getInt(VERSION_AT + 4) + "." + start.getInt(VERSION_AT + 8);
    if (major != SUPPORTED_MAJOR) {
      throw new IllegalArgumentException(
          "expected version " + SUPPORTED_MAJOR + " of the container but found " + version);
    }
    long end = start.getLong(HEADER_END_AT);
    if (end > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "expected a header of at most " + MAX_HEADER_BYTES + " bytes but found " + end);
    }
    FlatTable header = FlatTable.root(new SectionBytes(channel, HEADER_AT, end).map());
    Map<String, String> facts = new TreeMap<>();
    if (header.has(ROOT_SYSTEM)) {
      addPairs(header.table(ROOT_SYSTEM), ENTRIES, facts);
    }
    return new CompiledModel("LiteRT-LM " + version, facts, sections(header.table(ROOT_SECTIONS)));
  }

  private List<CompiledModel.Section> sections(FlatTable list) throws IOException {
    List<CompiledModel.Section> sections = new ArrayList<>();
    int count = list.count(0);
    if (count > MOST_SECTIONS) {
      throw new IllegalArgumentException(
          "expected at most " + MOST_SECTIONS + " sections but found " + count);
    }
    for (int i = 0; i < count; i++) {
      sections.add(section(list.table(0, i)));
    }
    return sections;
  }

  private CompiledModel.Section section(FlatTable section) throws IOException {
    SectionBytes bytes = new SectionBytes(channel, section.int64(BEGIN), section.int64(END));
    int type = section.uint8(TYPE);
    String kind = type < TYPES.length ? TYPES[type] : "type " + type;
    Map<String, String> items = new TreeMap<>();
    addPairs(section, ITEMS, items);
    List<String> lines = new ArrayList<>();
    items.forEach((key, value) -> lines.add(key + " " + value));
    lines.addAll(SectionText.lines(kind, bytes));
    return new CompiledModel.Section(kind, bytes.size(), lines);
  }

  private static void addPairs(FlatTable owner, int slot, Map<String, String> into) {
    int count = owner.count(slot);
    for (int i = 0; i < count; i++) {
      FlatTable pair = owner.table(slot, i);
      into.put(pair.text(KEY), value(pair));
    }
  }

  /** A table with one field; which type it has is told by the pair. */
  private static String value(FlatTable pair) {
    FlatTable value = pair.table(VALUE);
    return switch (pair.uint8(VALUE_TYPE)) {
      case 1 -> Integer.toString(value.uint8(0));
      case 2 -> Integer.toString(value.int8(0));
      case 3 -> Integer.toString(value.int32(0) & 0xffff);
      case 4 -> Short.toString((short) value.int32(0));
      case 5 -> Integer.toUnsignedString(value.int32(0));
      case 6 -> Integer.toString(value.int32(0));
      case 7 -> Float.toString(Float.intBitsToFloat(value.int32(0)));
      case 8 -> Boolean.toString(value.uint8(0) != 0);
      case 9 -> value.text(0);
      case 10 -> Long.toUnsignedString(value.int64(0));
      case 11 -> Long.toString(value.int64(0));
      case 12 -> Double.toString(Double.longBitsToDouble(value.int64(0)));
      default -> "a value of an unknown type";
    };
  }
}
