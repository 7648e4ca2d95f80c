package dev.ember.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterOutputStream;

/**
 * A text as a part of a screen's state, of which the system takes a megabyte from the whole app: in
 * UTF-16, as it would be there, few pages are that much.
 */
final class PackedText {
  private PackedText() {}

  static byte[] pack(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    write(text.getBytes(UTF_8), new DeflaterOutputStream(packed));
    return packed.toByteArray();
  }

  static String unpack(byte[] packed) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    write(packed, new InflaterOutputStream(text));
    return new String(text.toByteArray(), UTF_8);
  }

  private static void write(byte[] bytes, OutputStream to) {
    try (to) {
      to.write(bytes);
    } catch (IOException e) {
      throw new AssertionError("memory refuses no bytes", e);
    }
  }
}
