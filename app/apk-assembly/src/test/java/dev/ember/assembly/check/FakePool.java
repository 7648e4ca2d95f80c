package dev.ember.assembly.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Compiled XML, or a table, that has strings and, of all else, elements alone. */
final class FakePool {
  private static final int XML = 3;
  private static final int XML_HEADER_BYTES = 8;
  private static final int TABLE = 2;
  private static final int TABLE_HEADER_BYTES = 12;
  private static final int POOL_HEADER_BYTES = 28;
  private static final int UTF8_FLAG = 1 << 8;
  private static final int START_ELEMENT = 0x102;
  private static final int NODE_HEADER_BYTES = 16;
  private static final int ELEMENT_BYTES = 36;

  private FakePool() {}

  static byte[] xml(List<String> strings) {
    return of(XML, XML_HEADER_BYTES, strings, true);
  }

  /** As {@link #xml}, whose first strings are the names of elements. */
  static byte[] layout(int elements, List<String> strings) {
    byte[] pool = xml(strings);
    ByteBuffer all =
        ByteBuffer.allocate(pool.length + elements * ELEMENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    all.put(pool);
    for (int i = 0; i < elements; i++) {
      int start = all.position();
      all.putShort((short) START_ELEMENT).putShort((short) NODE_HEADER_BYTES);
      all.putInt(ELEMENT_BYTES).putInt(1).putInt(-1); // the line, and no comment
      all.putInt(-1).putInt(i); // no namespace, and the name
      all.position(start + ELEMENT_BYTES);
    }
    return all.array();
  }

  static byte[] xmlInUtf16(List<String> strings) {
    return of(XML, XML_HEADER_BYTES, strings, false);
  }

  static byte[] table(List<String> strings) {
    return of(TABLE, TABLE_HEADER_BYTES, strings, true);
  }

  private static byte[] of(int type, int headerBytes, List<String> strings, boolean utf8) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<Integer> starts = new ArrayList<>();
    for (String string : strings) {
      starts.add(data.size());
      data.writeBytes(utf8 ? utf8(string) : utf16(string));
    }
    int stringsStart = POOL_HEADER_BYTES + strings.size() * Integer.BYTES;
    ByteBuffer front =
        ByteBuffer.allocate(headerBytes + stringsStart).order(ByteOrder.LITTLE_ENDIAN);
    front.putShort((short) type).putShort((short) headerBytes).position(headerBytes);
    front.putShort((short) 1).putShort((short) POOL_HEADER_BYTES);
    front.putInt(stringsStart + data.size());
    front.putInt(strings.size()).putInt(0).putInt(utf8 ? UTF8_FLAG : 0);
    front.putInt(stringsStart).putInt(0);
    starts.forEach(front::putInt);
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
