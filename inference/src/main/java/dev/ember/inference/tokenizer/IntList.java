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

  /** Appends {@code count} values of another list from an index on. */
  void addAll(IntList other, int from, int count) {
    if (size + count > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + count));
    }
    for (int i = 0; i < count; i++) { // mostly one: not worth a call
      values[size + i] = other.values[from + i];
    }
    size += count;
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
