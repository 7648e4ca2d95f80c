package dev.ember.converter.export.compiled;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The fields of a message of protocol buffers, one after another. */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int RUN = 2;
  private static final int FIXED32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;
  private static final int VARINT_BITS = 7;

  private final ByteBuffer message;
  private int number;
  private int type;
  private long value;
  private ByteBuffer run = ByteBuffer.allocate(0);

  ProtoFields(ByteBuffer message) {
    this.message = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasMore() {
    return message.hasRemaining();
  }

  /**
   * Reads the next field; false at the end.
   *
   * @throws IllegalArgumentException if it is none
   */
  boolean next() {
    if (!hasMore()) {
      return false;
    }
    long tag = rawVarint();
    number = (int) (tag >>> TYPE_BITS);
    type = (int) tag & TYPE_MASK;
    if (number <= 0 || tag >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException("expected a field but found tag " + tag);
    }
    switch (type) {
      case VARINT -> value = rawVarint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case RUN -> run = take(rawVarint());
      default -> throw new IllegalArgumentException("expected a field but found type " + type);
    }
    return true;
  }

  int number() {
    return number;
  }

  boolean isRun() {
    return type == RUN;
  }

  long varint() {
    require(VARINT);
    return value;
  }

  /** The field's bytes: a text, a message, or packed numbers. */
  ByteBuffer bytes() {
    require(RUN);
    return run.duplicate();
  }

  long rawVarint() {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
      if (!hasMore()) {
        throw new IllegalArgumentException("expected a number but found the end");
      }
      byte next = message.get();
      result |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw new IllegalArgumentException("expected a number of at most 64 bits");
  }

  private void skip(int bytes) {
    take(bytes);
  }

  private ByteBuffer take(long bytes) {
    if (bytes < 0 || bytes > message.remaining()) {
      throw new IllegalArgumentException(
          "expected " + bytes + " bytes but found " + message.remaining());
    }
    int from = message.position();
    ByteBuffer part = Buffers.slice(message, from, (int) bytes);
    int after = from + (int) bytes;
    Buffers.setRange(message, after, message.limit() - after);
    return part;
  }

  private void require(int expected) {
    if (type != expected) {
      throw new IllegalArgumentException(
          "field " + number + ": expected type " + expected + " but found " + type);
    }
  }
}
