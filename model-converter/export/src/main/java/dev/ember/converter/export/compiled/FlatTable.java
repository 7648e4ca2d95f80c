package dev.ember.converter.export.compiled;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A table of a flatbuffer that nobody vouches for. A place outside of the buffer is an {@link
 * IndexOutOfBoundsException}, which the readers of whole files turn into one that names the file.
 */
final class FlatTable {
  private static final int OFFSET_BYTES = 4;
  private static final int SLOT_BYTES = 2;

  /** Sizes of the vtable and of the table stand before the slots. */
  private static final int SLOTS_AT = 4;

  /** Names and notes; longer ones are not for people. */
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private final ByteBuffer bytes; // little endian, from the buffer's start
  private final int position;
  private final int vtable;
  private final int vtableBytes;

  private FlatTable(ByteBuffer bytes, int position) {
    this.bytes = bytes;
    this.position = position;
    vtable = position - bytes.getInt(position);
    vtableBytes = Short.toUnsignedInt(bytes.getShort(vtable));
  }

  /** The table that the buffer begins with. */
  static FlatTable root(ByteBuffer bytes) {
    return new FlatTable(bytes, follow(bytes, 0));
  }

  boolean has(int slot) {
    return field(slot) != 0;
  }

  int uint8(int slot) {
    return has(slot) ? Byte.toUnsignedInt(bytes.get(position + field(slot))) : 0;
  }

  int int8(int slot) {
    return has(slot) ? bytes.get(position + field(slot)) : 0;
  }

  int int32(int slot) {
    return has(slot) ? bytes.getInt(position + field(slot)) : 0;
  }

  long int64(int slot) {
    return has(slot) ? bytes.getLong(position + field(slot)) : 0;
  }

  /** The text, empty if there is none. */
  String text(int slot) {
    if (!has(slot)) {
      return "";
    }
    int at = follow(bytes, position + field(slot));
    byte[] text = new byte[textLength(at)];
    Buffers.slice(bytes, at + OFFSET_BYTES, text.length).get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The table, which must be there. */
  FlatTable table(int slot) {
    if (!has(slot)) {
      throw new IndexOutOfBoundsException("no table in slot " + slot);
    }
    return new FlatTable(bytes, follow(bytes, position + field(slot)));
  }

  /** How many tables the vector has; 0 if there is none. */
  int count(int slot) {
    return has(slot) ? length(follow(bytes, position + field(slot))) : 0;
  }

  /** A table of a vector. */
  FlatTable table(int slot, int index) {
    int vector = follow(bytes, position + field(slot));
    int at = vector + OFFSET_BYTES + index * OFFSET_BYTES;
    return new FlatTable(bytes, follow(bytes, at));
  }

  /**
   * Elements of the vector at a place, each of a byte at least, so no more than there are bytes.
   */
  private int length(int at) {
    int length = bytes.getInt(at);
    if (length < 0 || length > bytes.limit() - at - OFFSET_BYTES) {
      throw new IndexOutOfBoundsException(
          "expected a length of at most " + (bytes.limit() - at) + " but found " + length);
    }
    return length;
  }

  private int textLength(int at) {
    int length = length(at);
    if (length > MAX_TEXT_BYTES) {
      throw new IndexOutOfBoundsException(
          "expected a text of at most " + MAX_TEXT_BYTES + " bytes but found " + length);
    }
    return length;
  }

  private int field(int slot) {
    int at = SLOTS_AT + slot * SLOT_BYTES;
    return at + SLOT_BYTES <= vtableBytes ? Short.toUnsignedInt(bytes.getShort(vtable + at)) : 0;
  }

  private static int follow(ByteBuffer bytes, int at) {
    int target = at + bytes.getInt(at);
    if (target < 0) {
      throw new IndexOutOfBoundsException("an offset at " + at + " leaves the buffer");
    }
    return target;
  }
}
