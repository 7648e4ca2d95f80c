package dev.ember.converter.export.gguf;

import org.jspecify.annotations.Nullable;

/**
 * Where a value of the metadata lies.
 *
 * @param type of the value
 * @param elements type of an array's elements; null if it is no array
 * @param count of an array's elements; 1 if it is no array
 * @param position of the value, or of an array's first element, in the file
 */
record GgufValue(GgufValueType type, @Nullable GgufValueType elements, int count, int position) {

  boolean isArray() {
    return type == GgufValueType.ARRAY;
  }

  /** The type for people: {@code STRING}, {@code [49152 x STRING]}. */
  String describeType() {
    return isArray() ? "[" + count + " x " + elements + "]" : type.toString();
  }
}
