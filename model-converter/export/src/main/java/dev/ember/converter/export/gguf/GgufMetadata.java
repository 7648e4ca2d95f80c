package dev.ember.converter.export.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of a file by their keys. Values stay in the mapped header until they are asked for: a
 * large model's vocabulary and merges are a million strings.
 *
 * <p>Remembers which keys were asked for, so that a reader can refuse what it does not understand.
 */
public final class GgufMetadata {
  /** A precompiled normalizer, the longest text in use, has a few hundred kilobytes. */
  static final int MAX_TEXT_BYTES = 16 << 20;

  /** Elements of an array that {@link #text} shows. */
  private static final int SHOWN_ELEMENTS = 4;

  /** Characters of a string that {@link #text} shows. */
  private static final int SHOWN_CHARACTERS = 200;

  private final Map<String, GgufValue> values;
  private final HeaderCursor cursor;
  private final Set<String> asked = new TreeSet<>();

  GgufMetadata(Map<String, GgufValue> values, HeaderCursor cursor) {
    this.values = values;
    this.cursor = cursor;
  }

  /** All keys, in the file's order. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether there is a value. Asking counts as having read it. */
  public boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  public boolean isArray(String key) {
    asked.add(key);
    GgufValue value = values.get(key);
    return value != null && value.isArray();
  }

  /** The keys with a prefix that nobody has asked for, sorted. */
  public Set<String> unasked(String prefix) {
    Set<String> rest = new TreeSet<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix) && !asked.contains(key)) {
        rest.add(key);
      }
    }
    return rest;
  }

  public String string(String key) throws GgufFormatException {
    GgufValue value = scalar(key);
    if (value.type() != GgufValueType.STRING) {
      throw wrong(key, value, "a STRING");
    }
    return cursor.at(value.position()).string(place(key), MAX_TEXT_BYTES);
  }

  /** An integer of any width, which must fit 64 bits with a sign. */
  public long integer(String key) throws GgufFormatException {
    GgufValue value = scalar(key);
    if (!value.type().isInteger()) {
      throw wrong(key, value, "an integer");
    }
    return integer(key, value.type(), value.position());
  }

  /** An integer of any width, from {@code least} to 2^31 - 1. */
  public int int32(String key, int least) throws GgufFormatException {
    long found = integer(key);
    if (found < least || found > Integer.MAX_VALUE) {
      throw cursor.wrong(
          place(key),
          scalar(key).position(),
          "a number from " + least + " to " + Integer.MAX_VALUE,
          Long.toString(found));
    }
    return (int) found;
  }

  /** A float of either width, finite. */
  public double number(String key) throws GgufFormatException {
    GgufValue value = scalar(key);
    if (!value.type().isFloat()) {
      throw wrong(key, value, "a FLOAT32 or FLOAT64");
    }
    return number(key, value.type(), value.position());
  }

  public boolean bool(String key) throws GgufFormatException {
    GgufValue value = scalar(key);
    if (value.type() != GgufValueType.BOOL) {
      throw wrong(key, value, "a BOOL");
    }
    return cursor.at(value.position()).u8(place(key)) != 0;
  }

  /** How many elements an array has. */
  public int size(String key) throws GgufFormatException {
    return array(key).count();
  }

  public List<String> strings(String key) throws GgufFormatException {
    GgufValue array = array(key);
    if (array.elements() != GgufValueType.STRING) {
      throw wrong(key, array, "an array of STRING");
    }
    List<String> strings = new ArrayList<>(array.count());
    cursor.at(array.position());
    for (int i = 0; i < array.count(); i++) {
      strings.add(cursor.string(place(key), MAX_TEXT_BYTES));
    }
    return strings;
  }

  /** An array of integers of any width, or of booleans as 0 and 1. */
  public long[] integers(String key) throws GgufFormatException {
    GgufValue array = array(key);
    GgufValueType type = array.elements();
    if (type == null || !(type.isInteger() || type == GgufValueType.BOOL)) {
      throw wrong(key, array, "an array of integers");
    }
    long[] integers = new long[array.count()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = integer(key, type, array.position() + i * type.leastBytes());
    }
    return integers;
  }

  /** An array of floats of either width, finite. */
  public float[] floats(String key) throws GgufFormatException {
    GgufValue array = array(key);
    GgufValueType type = array.elements();
    if (type == null || !type.isFloat()) {
      throw wrong(key, array, "an array of FLOAT32 or FLOAT64");
    }
    float[] floats = new float[array.count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) number(key, type, array.position() + i * type.leastBytes());
    }
    return floats;
  }

  /** A value for people, shortened: {@code 32}, {@code [2 x STRING] en, de}. */
  public String text(String key) throws GgufFormatException {
    GgufValue value = value(key);
    if (!value.isArray()) {
      cursor.at(value.position());
      return element(key, value.type());
    }
    StringBuilder text = new StringBuilder(value.describeType());
    cursor.at(value.position());
    for (int i = 0; i < Math.min(SHOWN_ELEMENTS, value.count()); i++) {
      text.append(i == 0 ? " " : ", ").append(element(key, elements(value)));
    }
    return text.append(value.count() > SHOWN_ELEMENTS ? ", ..." : "").toString();
  }

  /** The fault of a value that is well formed but not what a reader needs. */
  GgufFormatException wrong(String key, String expected, String found) throws GgufFormatException {
    return cursor.wrong(place(key), value(key).position(), expected, found);
  }

  /** The element at the cursor, which is then behind it. */
  private String element(String key, GgufValueType type) throws GgufFormatException {
    if (type == GgufValueType.ARRAY) {
      GgufValue inner = GgufHeader.value(cursor, place(key), type, 1);
      return "[" + inner.describeType() + "]";
    }
    if (type == GgufValueType.STRING) {
      String text = cursor.string(place(key), MAX_TEXT_BYTES);
      return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    }
    int at = cursor.position();
    String text =
        switch (type) {
          case BOOL -> Boolean.toString(cursor.u8(place(key)) != 0);
          case FLOAT32 -> Float.toString(Float.intBitsToFloat(cursor.i32(place(key))));
          case FLOAT64 -> Double.toString(Double.longBitsToDouble(cursor.i64(place(key))));
          case UINT64 -> Long.toUnsignedString(cursor.i64(place(key)));
          default -> Long.toString(integer(key, type, at));
        };
    cursor.at(at + type.leastBytes());
    return text;
  }

  private long integer(String key, GgufValueType type, int position) throws GgufFormatException {
    cursor.at(position);
    return switch (type) {
      case UINT8, BOOL -> cursor.u8(place(key));
      case INT8 -> (byte) cursor.u8(place(key));
      case UINT16 -> cursor.u16(place(key));
      case INT16 -> (short) cursor.u16(place(key));
      case UINT32 -> cursor.i32(place(key)) & 0xffffffffL;
      case INT32 -> cursor.i32(place(key));
      default -> wide(key, type);
    };
  }

  private long wide(String key, GgufValueType type) throws GgufFormatException {
    int at = cursor.position();
    long value = cursor.i64(place(key));
    if (type == GgufValueType.UINT64 && value < 0) {
      throw cursor.wrong(place(key), at, "an integer below 2^63", Long.toUnsignedString(value));
    }
    return value;
  }

  private double number(String key, GgufValueType type, int position) throws GgufFormatException {
    cursor.at(position);
    double number =
        type == GgufValueType.FLOAT32
            ? Float.intBitsToFloat(cursor.i32(place(key)))
            : Double.longBitsToDouble(cursor.i64(place(key)));
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw cursor.wrong(place(key), position, "a finite number", Double.toString(number));
    }
    return number;
  }

  private GgufValue scalar(String key) throws GgufFormatException {
    GgufValue value = value(key);
    if (value.isArray()) {
      throw wrong(key, value, "one value");
    }
    return value;
  }

  private GgufValue array(String key) throws GgufFormatException {
    GgufValue value = value(key);
    if (!value.isArray()) {
      throw wrong(key, value, "an array");
    }
    return value;
  }

  private GgufValue value(String key) throws GgufFormatException {
    asked.add(key);
    GgufValue value = values.get(key);
    if (value == null) {
      throw cursor.wrong(place(key), 0, "this key", "none among " + values.size());
    }
    return value;
  }

  private GgufFormatException wrong(String key, GgufValue value, String expected) {
    return cursor.wrong(place(key), value.position(), expected, value.describeType());
  }

  private static GgufValueType elements(GgufValue array) {
    if (array.elements() == null) {
      throw new IllegalStateException("expected an array but found " + array);
    }
    return array.elements();
  }

  private static String place(String key) {
    return "key " + key;
  }
}
