package dev.ember.inference.tokenizer.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes small {@code tokenizer.model} files, message by message. */
final class ModelBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ModelBytes piece(String content, float score, int type) {
    return message(1, new ModelBytes().text(1, content).float32(2, score).integer(3, type));
  }

  ModelBytes message(int field, ModelBytes inner) {
    return bytes(field, inner.toArray());
  }

  ModelBytes text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  ModelBytes bytes(int field, byte[] value) {
    varint(field << 3 | 2);
    varint(value.length);
    bytes.write(value, 0, value.length);
    return this;
  }

  ModelBytes integer(int field, int value) {
    varint(field << 3);
    varint(value);
    return this;
  }

  ModelBytes float32(int field, float value) {
    varint(field << 3 | 5);
    byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    bytes.write(four, 0, four.length);
    return this;
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  private void varint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
  }
}
