package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads which classes a dex file defines (source.android.com/docs/core/runtime/dex-format). */
final class DexClasses {

  private static final byte[] MAGIC = "dex\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 0x70;
  private static final int STRING_IDS_OFFSET = 0x3c;
  private static final int TYPE_IDS_OFFSET = 0x44;
  private static final int PROTO_IDS_OFFSET = 0x4c;
  private static final int PROTO_ID_BYTES = 12;
  private static final int METHOD_IDS_OFFSET = 0x5c;
  private static final int METHOD_ID_BYTES = 8;
  private static final int CLASS_DEFS_SIZE = 0x60;
  private static final int CLASS_DEFS_OFFSET = 0x64;
  private static final int CLASS_DEF_BYTES = 32;
  private static final int CLASS_DATA_OFFSET = 24;

  private final byte[] content;
  private final ByteBuffer dex;

  private DexClasses(byte[] content, String file) throws IOException {
    this.content = content;
    this.dex = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER_BYTES || !startsWithMagic(content)) {
      throw new IOException(file + ": expected a dex file of " + HEADER_BYTES + " bytes or more");
    }
  }

  private static boolean startsWithMagic(byte[] content) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (content[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the names as {@code java.lang.Object}; a nested class has its dollar. */
  static List<String> names(byte[] content, String file) throws IOException {
    DexClasses dex = new DexClasses(content, file);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < dex.count(); i++) {
      names.add(dex.name(i));
    }
    return names;
  }

  /**
   * Returns what the constructors of each class take, by its name: {@code
   * (Landroid/content/Context;I)} for a context and a number.
   */
  static Map<String, Set<String>> constructors(byte[] content, String file) throws IOException {
    DexClasses dex = new DexClasses(content, file);
    Map<String, Set<String>> constructors = new TreeMap<>();
    for (int i = 0; i < dex.count(); i++) {
      constructors.put(dex.name(i), dex.constructors(i));
    }
    return constructors;
  }

  private int count() {
    return dex.getInt(CLASS_DEFS_SIZE);
  }

  private int definition(int index) {
    return dex.getInt(CLASS_DEFS_OFFSET) + index * CLASS_DEF_BYTES;
  }

  private String name(int index) {
    String descriptor = type(dex.getInt(definition(index)));
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }

  private Set<String> constructors(int index) {
    Set<String> constructors = new TreeSet<>();
    int data = dex.getInt(definition(index) + CLASS_DATA_OFFSET);
    if (data == 0) {
      return constructors; // it has no members
    }
    dex.position(data);
    int fields = leb128() + leb128();
    int direct = leb128();
    leb128(); // the others are no constructors
    for (int i = 0; i < fields; i++) {
      leb128(); // which
      leb128(); // access
    }
    int method = 0;
    for (int i = 0; i < direct; i++) {
      method += leb128();
      leb128(); // access
      leb128(); // code
      int id = dex.getInt(METHOD_IDS_OFFSET) + method * METHOD_ID_BYTES;
      if (string(dex.getInt(id + 4)).equals("<init>")) {
        constructors.add(parameters(Short.toUnsignedInt(dex.getShort(id + 2))));
      }
    }
    return constructors;
  }

  private String parameters(int proto) {
    StringBuilder parameters = new StringBuilder("(");
    int list = dex.getInt(dex.getInt(PROTO_IDS_OFFSET) + proto * PROTO_ID_BYTES + 8);
    int size = list == 0 ? 0 : dex.getInt(list);
    for (int i = 0; i < size; i++) {
      int at = list + Integer.BYTES + i * Short.BYTES;
      parameters.append(type(Short.toUnsignedInt(dex.getShort(at))));
    }
    return parameters.append(')').toString();
  }

  private String type(int index) {
    return string(dex.getInt(dex.getInt(TYPE_IDS_OFFSET) + index * Integer.BYTES));
  }

  /** A length in LEB128, then bytes to a zero; the names of classes are ASCII. */
  private String string(int index) {
    int start = dex.getInt(dex.getInt(STRING_IDS_OFFSET) + index * Integer.BYTES);
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

  /** A number of seven bits a byte, at the position. */
  private int leb128() {
    int value = 0;
    int shift = 0;
    byte part = dex.get();
    while (part < 0) {
      value |= (part & 0x7f) << shift;
      shift += 7;
      part = dex.get();
    }
    return value | part << shift;
  }
}
