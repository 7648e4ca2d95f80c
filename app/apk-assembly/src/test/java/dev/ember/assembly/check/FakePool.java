package dev.ember.assembly.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compiled XML, or a table, that has strings and nothing else. */
final class FakePool {
  private static final int XML = 3;
  private static final int XML_HEADER_BYTES = 8;
  private static final int TABLE = 2;
  private static final int TABLE_HEADER_BYTES = 12;
  private static final int POOL_HEADER_BYTES = 28;
  private static final int UTF8_FLAG = 1 << 8;

  private FakePool() {}

  static byte[] xml(List<String> strings) {
    return of(XML, XML_HEADER_BYTES, strings, true);
  }

  static byte[] xmlInUtf16(List<String> strings) {
    return of(XML, XML_HEADER_BYTES, strings, false);
  }

  static byte[] table(List<String> strings) {
    return of(TABLE, TABLE_HEADER_BYTES, strings, true);
  }

  private static byte[] of(int type, int headerBytes, List<String> strings, boolean utf8) {
    int stringsStart = POOL_HEADER_BYTES + strings.size() * Integer.BYTES;
    ByteBuffer front =
        ByteBuffer.allocate(headerBytes + stringsStart).order(ByteOrder.LITTLE_ENDIAN);
    front.putShort((short) type).putShort((short) headerBytes).position(headerBytes);
    front.putShort((short) 1).putShort((short) POOL_HEADER_BYTES).putInt(0);
    front.putInt(strings.size()).putInt(0).putInt(utf8 ? UTF8_FLAG : 0);
    front.putInt(stringsStart).putInt(0);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String string : strings) {
      front.putInt(data.size());
      data.writeBytes(utf8 ? utf8(string) : utf16(string));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(front.array());
    all.writeBytes(data.toByteArray());
    return all.toByteArray();
  }

  private static byte[] utf8(String string) {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int length : new int[] {string.length(), bytes.length}) {
      if (length > 0x7f) {
        out.write(0x80 | length >> 8);
      }
      out.write(length);
    }
    out.writeBytes(bytes);
    out.write(0);
    return out.toByteArray();
  }

  private static byte[] utf16(String string) {
    ByteBuffer out =
        ByteBuffer.allocate((string.length() + 2) * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) string.length());
    out.put(string.getBytes(StandardCharsets.UTF_16LE));
    return out.array();
  }
}
