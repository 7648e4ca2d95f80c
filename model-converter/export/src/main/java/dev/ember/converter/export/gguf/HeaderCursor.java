package dev.ember.converter.export.gguf;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Walks a header. Nothing is allocated before the bytes for it are known to be there. */
final class HeaderCursor {
  private final String file;
  private final ByteBuffer header;
  private final boolean whole;
  private int position;

  /**
   * @param header little-endian, from the start of the file
   * @param whole whether it reaches to the file's end
   */
  HeaderCursor(String file, ByteBuffer header, boolean whole) {
    this.file = file;
    this.header = header;
    this.whole = whole;
  }

  int position() {
    return position;
  }

  /** Moves to a place that this cursor has passed before. */
  HeaderCursor at(int earlier) {
    position = earlier;
    return this;
  }

  int remaining() {
    return header.capacity() - position;
  }

  int u8(String place) throws GgufFormatException {
    return header.get(take(place, 1)) & 0xff;
  }

  int u16(String place) throws GgufFormatException {
    return header.getShort(take(place, Short.BYTES)) & 0xffff;
  }

  int i32(String place) throws GgufFormatException {
    return header.getInt(take(place, Integer.BYTES));
  }

  long i64(String place) throws GgufFormatException {
    return header.getLong(take(place, Long.BYTES));
  }

  /**
   * A count of things that take at least so many bytes each.
   *
   * @param what of them, for messages
   */
  int count(String place, String what, int leastBytes, int most) throws GgufFormatException {
    int at = position;
    long count = i64(place);
    if (count < 0 || count > most) { // unsigned in the format
      throw wrong(place, at, "at most " + most + " " + what, Long.toUnsignedString(count));
    }
    if (count > remaining() / leastBytes) {
      throw wrong(
          place,
          at,
          "at most " + remaining() / leastBytes + " " + what + " in " + rest(),
          Long.toString(count));
    }
    return (int) count;
  }

  /** A string's length in bytes; the cursor is then at its first. */
  int length(String place, int mostBytes) throws GgufFormatException {
    return count(place, "bytes of text", 1, mostBytes);
  }

  String string(String place, int mostBytes) throws GgufFormatException {
    int length = length(place, mostBytes);
    int at = take(place, length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(Buffers.slice(header, at, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw wrong(place, at, "text in UTF-8", "malformed bytes");
    }
  }

  void skip(String place, int bytes) throws GgufFormatException {
    take(place, bytes);
  }

  GgufFormatException wrong(String place, long offset, String expected, String found) {
    return new GgufFormatException(file, place, offset, expected, found);
  }

  private int take(String place, int bytes) throws GgufFormatException {
    if (bytes > remaining()) {
      throw wrong(place, position, bytes + " more bytes", rest());
    }
    int at = position;
    position += bytes;
    return at;
  }

  private String rest() {
    return remaining() + (whole ? " before the end of the file" : " within the longest header");
  }
}
