package dev.ember.converter.export.compiled;

import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads MediaPipe's container: a ZIP of stored entries, the graph and the tokenizer among them. It
 * is read by its central directory.
 */
final class TaskReader {
  private static final int END_MARK = 0x06054b50;
  private static final int CENTRAL_MARK = 0x02014b50;
  private static final int LOCAL_MARK = 0x04034b50;
  private static final int END_BYTES = 22;

  /** The end may be followed by a comment of 16 bits. */
  private static final int MAX_TAIL_BYTES = END_BYTES + 0xffff;

  private static final int END_COUNT_AT = 10;
  private static final int END_DIRECTORY_BYTES_AT = 12;
  private static final int END_DIRECTORY_AT = 16;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int STORED = 0;

  private final FileChannel channel;

  TaskReader(FileChannel channel) {
    this.channel = channel;
  }

  CompiledModel read() throws IOException {
    ByteBuffer tail =
        new SectionBytes(channel, Math.max(0, channel.size() - MAX_TAIL_BYTES), channel.size())
            .map();
    int end = endOf(tail);
    int count = unsigned16(tail, end + END_COUNT_AT);
    long at = unsigned32(tail, end + END_DIRECTORY_AT);
    long bytes = unsigned32(tail, end + END_DIRECTORY_BYTES_AT);
    ByteBuffer directory = new SectionBytes(channel, at, at + bytes).map();
    List<CompiledModel.Section> sections = new ArrayList<>();
    int position = 0;
    for (int i = 0; i < count; i++) {
      sections.add(entry(directory, position));
      position +=
          CENTRAL_BYTES
              + unsigned16(directory, position + 28)
              + unsigned16(directory, position + 30)
              + unsigned16(directory, position + 32);
    }
    return new CompiledModel("MediaPipe task", Map.of(), sections);
  }

  private CompiledModel.Section entry(ByteBuffer directory, int at) throws IOException {
    require(directory, at, CENTRAL_MARK);
    byte[] name = new byte[unsigned16(directory, at + 28)];
    Buffers.slice(directory, at + CENTRAL_BYTES, name.length).get(name);
    String kind = new String(name, StandardCharsets.UTF_8);
    long bytes = unsigned32(directory, at + 24);
    boolean stored = unsigned16(directory, at + 10) == STORED;
    List<String> lines =
        stored ? lines(kind, data(unsigned32(directory, at + 42), bytes)) : List.of();
    return new CompiledModel.Section(kind, bytes, lines);
  }

  private static List<String> lines(String name, SectionBytes bytes) throws IOException {
    if (name.startsWith("TF_LITE_")) {
      return SectionText.lines("TFLiteModel", bytes);
    }
    return name.equals("TOKENIZER_MODEL") ? SectionText.lines("SP_Tokenizer", bytes) : List.of();
  }

  /** An entry's bytes follow its local header, whose extra field has a length of its own. */
  private SectionBytes data(long header, long bytes) throws IOException {
    ByteBuffer local = new SectionBytes(channel, header, header + LOCAL_BYTES).map();
    require(local, 0, LOCAL_MARK);
    long from = header + LOCAL_BYTES + unsigned16(local, 26) + unsigned16(local, 28);
    return new SectionBytes(channel, from, from + bytes);
  }

  private static int endOf(ByteBuffer tail) {
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_MARK) {
        return at;
      }
    }
    throw new IllegalArgumentException("expected a ZIP's directory but found none");
  }

  private static void require(ByteBuffer bytes, int at, int mark) {
    if (bytes.getInt(at) != mark) {
      throw new IllegalArgumentException(
          "expected a ZIP header but found " + Integer.toHexString(bytes.getInt(at)));
    }
  }

  private static int unsigned16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static long unsigned32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
