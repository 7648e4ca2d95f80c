package dev.ember.converter.export.compiled;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the containers that are read here, as their own writers do. */
final class SmallContainers {
  /** Sections begin at multiples of it; 16 KiB in real files, which no reader asks for. */
  private static final int BLOCK = 4 * 1024;

  private static final int HEADER_AT = 32;
  private static final int STRING_VALUE = 9;

  private SmallContainers() {}

  /** A section of a {@code .litertlm}: its type's number and its bytes. */
  record Part(int type, byte[] bytes) {}

  static byte[] litertLm(List<Part> parts) {
    byte[] header = header(parts);
    long size = BLOCK * (parts.size() + 1L);
    ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    file.put("LITERTLM".getBytes(StandardCharsets.US_ASCII));
    file.putInt(1).putInt(4).putInt(2).putInt(0);
    file.putLong(HEADER_AT + header.length);
    file.put(header);
    for (int i = 0; i < parts.size(); i++) {
      file.position(BLOCK * (i + 1));
      file.put(parts.get(i).bytes());
    }
    return file.array();
  }

  /** A graph of one subgraph that adds twice and calls one custom operator. */
  static byte[] graph() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int custom = builder.createString("MyOp");
    int[] codes = {code(builder, 0, 0), code(builder, 32, custom)};
    int codeVector = builder.createVectorOfTables(codes);
    int[] operators = {
      operator(builder, 0), operator(builder, 0), operator(builder, 1),
    };
    int operatorVector = builder.createVectorOfTables(operators);
    builder.startTable(5);
    builder.addOffset(3, operatorVector, 0);
    int subgraphs = builder.createVectorOfTables(new int[] {builder.endTable()});
    int key = builder.createString("prefill_8");
    builder.startTable(5);
    builder.addOffset(2, key, 0);
    int signatures = builder.createVectorOfTables(new int[] {builder.endTable()});
    builder.startTable(8);
    builder.addInt(0, 3, 0);
    builder.addOffset(1, codeVector, 0);
    builder.addOffset(2, subgraphs, 0);
    builder.addOffset(7, signatures, 0);
    builder.finish(builder.endTable(), "TFL3");
    return builder.sizedByteArray();
  }

  /** {@code LlmMetadata} with a start token, two ends, a window and a family. */
  static byte[] metadata() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    text(message, 1, token("<bos>"));
    text(message, 2, token("<eos>"));
    text(message, 2, new byte[] {0x0a, 0x03, 0x0a, 0x01, 106}); // ids, packed
    message.write(5 << 3);
    message.write(0x80);
    message.write(0x20); // 4096
    text(message, 6, new byte[] {0x22, 0x00}); // gemma3, empty
    return message.toByteArray();
  }

  /** A {@code tokenizer.json} as LiteRT-LM packs it. */
  static byte[] packed(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater();
    deflater.setInput(text);
    deflater.finish();
    byte[] packed = new byte[text.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    return ByteBuffer.allocate(Long.BYTES + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(packed, 0, length)
        .array();
  }

  /** A {@code .task} of a graph and a SentencePiece model with two pieces. */
  static byte[] task() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "TF_LITE_PREFILL_DECODE", graph());
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      text(pieces, 1, new byte[] {0x0a, 1, 'a'});
      text(pieces, 1, new byte[] {0x0a, 1, 'b'});
      store(zip, "TOKENIZER_MODEL", pieces.toByteArray());
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] header(List<Part> parts) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int entries = builder.createVectorOfTables(new int[] {pair(builder, "author", "somebody")});
    builder.startTable(1);
    builder.addOffset(0, entries, 0);
    int system = builder.endTable();
    int[] sections = new int[parts.size()];
    for (int i = 0; i < sections.length; i++) {
      long begin = BLOCK * (i + 1L);
      builder.startTable(4);
      builder.addLong(1, begin, 0);
      builder.addLong(2, begin + parts.get(i).bytes().length, 0);
      builder.addByte(3, (byte) parts.get(i).type(), 0);
      sections[i] = builder.endTable();
    }
    int vector = builder.createVectorOfTables(sections);
    builder.startTable(1);
    builder.addOffset(0, vector, 0);
    int list = builder.endTable();
    builder.startTable(2);
    builder.addOffset(0, system, 0);
    builder.addOffset(1, list, 0);
    builder.finish(builder.endTable());
    return builder.sizedByteArray();
  }

  private static int pair(FlatBufferBuilder builder, String key, String value) {
    int keyText = builder.createString(key);
    int valueText = builder.createString(value);
    builder.startTable(1);
    builder.addOffset(0, valueText, 0);
    int table = builder.endTable();
    builder.startTable(3);
    builder.addOffset(0, keyText, 0);
    builder.addByte(1, (byte) STRING_VALUE, 0);
    builder.addOffset(2, table, 0);
    return builder.endTable();
  }

  private static int code(FlatBufferBuilder builder, int builtin, int customName) {
    builder.startTable(4);
    builder.addByte(0, (byte) builtin, 0);
    if (customName != 0) {
      builder.addOffset(1, customName, 0);
    }
    builder.addInt(3, builtin, 0);
    return builder.endTable();
  }

  private static int operator(FlatBufferBuilder builder, int index) {
    builder.startTable(1);
    builder.addInt(0, index, 0);
    return builder.endTable();
  }

  private static byte[] token(String text) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    text(message, 2, text.getBytes(StandardCharsets.UTF_8));
    return message.toByteArray();
  }

  private static void text(ByteArrayOutputStream message, int field, byte[] bytes) {
    message.write(field << 3 | 2);
    message.write(bytes.length);
    message.write(bytes, 0, bytes.length);
  }
}
