package dev.ember.inference.tokenizer;

import java.util.Arrays;

/** A growing list of ids without boxes. */
final class IntList {
  private static final int INITIAL_CAPACITY = 16;

  private int[] values = new int[INITIAL_CAPACITY];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  /** The values from an index on. */
  int[] toArray(int from) {
    return Arrays.copyOfRange(values, from, size);
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
