package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The strings of a compiled XML file or of a table of resources: both have one pool of them right
 * behind their header ({@code ResourceTypes.h} of Android's androidfw, {@code ResStringPool}).
 */
final class StringPool {
  private static final int POOL = 1;
  private static final int XML = 3;
  private static final int UTF8_FLAG = 1 << 8;
  private static final int POOL_HEADER_BYTES = 28;

  private final ByteBuffer content;
  private final int pool;

  private StringPool(ByteBuffer content, int pool) {
    this.content = content;
    this.pool = pool;
  }

  /** Whether this is XML as aapt2 compiles it, and not as it was written. */
  static boolean isCompiledXml(byte[] content) {
    return content.length > POOL_HEADER_BYTES && littleEndian(content).getShort(0) == XML;
  }

  static List<String> read(byte[] content, String file) throws IOException {
    ByteBuffer bytes = littleEndian(content);
    int pool = content.length > POOL_HEADER_BYTES ? bytes.getShort(2) : content.length;
    if (content.length < pool + POOL_HEADER_BYTES || bytes.getShort(pool) != POOL) {
      throw new IOException(file + ": expected a pool of strings behind the header");
    }
    return new StringPool(bytes, pool).strings();
  }

  private static ByteBuffer littleEndian(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  private List<String> strings() {
    int count = content.getInt(pool + 8);
    boolean utf8 = (content.getInt(pool + 16) & UTF8_FLAG) != 0;
    int first = pool + content.getInt(pool + 20);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = first + content.getInt(pool + POOL_HEADER_BYTES + i * Integer.BYTES);
      strings.add(utf8 ? utf8(start) : utf16(start));
    }
    return strings;
  }

  /** The length in UTF-16 units, the length in bytes, each one byte or two, then the bytes. */
  private String utf8(int start) {
    int position = start + (content.get(start) < 0 ? 2 : 1);
    int bytes = content.get(position++);
    if (bytes < 0) {
      bytes = (bytes & 0x7f) << 8 | Byte.toUnsignedInt(content.get(position++));
    }
    return new String(content.array(), position, bytes, StandardCharsets.UTF_8);
  }

  /** The length in units, of one unit or two, then the units. */
  private String utf16(int start) {
    int position = start + Short.BYTES;
    int units = content.getShort(start);
    if (units < 0) {
      units = (units & 0x7fff) << 16 | Short.toUnsignedInt(content.getShort(position));
      position += Short.BYTES;
    }
    return new String(content.array(), position, units * Short.BYTES, StandardCharsets.UTF_16LE);
  }
}
