package dev.ember.converter.export.gguf;

import org.jspecify.annotations.Nullable;

/** The types of metadata; the order gives their numbers in a file. */
enum GgufValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  /** A length in 64 bits, then as many bytes of UTF-8. */
  STRING(8),
  /** The type of the elements, their number in 64 bits, then the elements. */
  ARRAY(12),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private final int leastBytes;

  GgufValueType(int leastBytes) {
    this.leastBytes = leastBytes;
  }

  /** The type of a number in a file; null if there is none. */
  static @Nullable GgufValueType of(int id) {
    return id >= 0 && id < values().length ? values()[id] : null;
  }

  /** Bytes of a value; of a string or an array, those of an empty one. */
  int leastBytes() {
    return leastBytes;
  }

  /** Whether each value has the same size. */
  boolean isFixed() {
    return this != STRING && this != ARRAY;
  }

  boolean isInteger() {
    return isFixed() && !isFloat() && this != BOOL;
  }

  boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
