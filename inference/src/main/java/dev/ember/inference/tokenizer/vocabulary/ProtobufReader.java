package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * One message of protocol buffers, field by field. Lengths are checked against what is there, so a
 * damaged file is an error and never a large allocation.
 *
 * <pre>
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> name = message.text();
 *     default -> message.skip();
 *   }
 * }
 * </pre>
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int PAYLOAD_BITS = 7;
  private static final int MAX_VARINT_BITS = 70;

  private final ByteBuffer bytes;
  private int field;
  private int type;

  /** Reads from the buffer's position to its limit. */
  ProtobufReader(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field, whose value must then be read or skipped. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> TYPE_BITS);
    type = (int) (tag & ((1 << TYPE_BITS) - 1));
    return true;
  }

  int field() {
    return field;
  }

  int int32() {
    require(VARINT, "an integer");
    return (int) varint();
  }

  boolean bool() {
    return int32() != 0;
  }

  float float32() {
    require(FIXED32, "a float");
    requireRemaining(Float.BYTES);
    return bytes.getFloat();
  }

  byte[] bytes() {
    require(DELIMITED, "bytes");
    byte[] value = new byte[length()];
    bytes.get(value);
    return value;
  }

  String text() {
    ByteBuffer value = slice();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("expected UTF-8 in field " + field + " but found none", e);
    }
  }

  ProtobufReader message() {
    return new ProtobufReader(slice());
  }

  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case DELIMITED -> skip(length());
      case FIXED32 -> skip(Integer.BYTES);
      default ->
          throw new IllegalArgumentException(
              "expected a wire type of 0, 1, 2 or 5 in field " + field + " but found " + type);
    }
  }

  private ByteBuffer slice() {
    require(DELIMITED, "a message or text");
    int length = length();
    ByteBuffer slice = bytes.slice();
    Buffers.setRange(slice, 0, length);
    skip(length);
    return slice.slice();
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException(
          "expected at most "
              + bytes.remaining()
              + " bytes in field "
              + field
              + " but found "
              + length);
    }
    return (int) length;
  }

  private void skip(int count) {
    requireRemaining(count);
    Buffers.setRange(bytes, bytes.position() + count, bytes.remaining() - count);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += PAYLOAD_BITS) {
      requireRemaining(1);
      byte b = bytes.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("expected a number of at most 10 bytes but found more");
  }

  private void require(int wanted, String kind) {
    if (type != wanted) {
      throw new IllegalArgumentException(
          "expected " + kind + " in field " + field + " but found wire type " + type);
    }
  }

  private void requireRemaining(int count) {
    if (bytes.remaining() < count) {
      throw new IllegalArgumentException(
          "expected " + count + " bytes more but found " + bytes.remaining());
    }
  }
}
