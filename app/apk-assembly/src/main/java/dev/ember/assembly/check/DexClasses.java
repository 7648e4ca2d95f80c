package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads which classes a dex file defines (source.android.com/docs/core/runtime/dex-format). */
final class DexClasses {

  private static final byte[] MAGIC = "dex\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 0x70;
  private static final int STRING_IDS_OFFSET = 0x3c;
  private static final int TYPE_IDS_OFFSET = 0x44;
  private static final int CLASS_DEFS_SIZE = 0x60;
  private static final int CLASS_DEFS_OFFSET = 0x64;
  private static final int CLASS_DEF_BYTES = 32;

  private DexClasses() {}

  /** Returns the names as {@code java.lang.Object}; a nested class has its dollar. */
  static List<String> names(byte[] content, String file) throws IOException {
    ByteBuffer dex = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER_BYTES || !startsWithMagic(content)) {
      throw new IOException(file + ": expected a dex file of " + HEADER_BYTES + " bytes or more");
    }
    List<String> names = new ArrayList<>();
    int count = dex.getInt(CLASS_DEFS_SIZE);
    for (int i = 0; i < count; i++) {
      int type = dex.getInt(dex.getInt(CLASS_DEFS_OFFSET) + i * CLASS_DEF_BYTES);
      int string = dex.getInt(dex.getInt(TYPE_IDS_OFFSET) + type * Integer.BYTES);
      int data = dex.getInt(dex.getInt(STRING_IDS_OFFSET) + string * Integer.BYTES);
      String descriptor = string(content, data);
      names.add(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    }
    return names;
  }

  private static boolean startsWithMagic(byte[] content) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (content[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** A length in LEB128, then bytes to a zero; the names of classes are ASCII. */
  private static String string(byte[] content, int offset) {
    int start = offset;
    while (content[start] < 0) {
      start++;
    }
    start++;
    int end = start;
    while (content[end] != 0) {
      end++;
    }
    return new String(content, start, end - start, StandardCharsets.UTF_8);
  }
}
