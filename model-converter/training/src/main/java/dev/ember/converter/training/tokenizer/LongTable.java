package dev.ember.converter.training.tokenizer;

import java.util.Arrays;

/**
 * Keys numbered in the order in which they are first seen: a hash table of longs with open
 * addressing. Boxed keys would take five times the memory and most of the time.
 */
final class LongTable {
  private static final int FIRST_CAPACITY = 1 << 12; // a power of two
  private static final double FULL = 0.5;

  /** The odd constant of SplitMix64 (Steele et al. 2014): spreads neighbours over the table. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private int[] slots = new int[FIRST_CAPACITY]; // number + 1, or 0 where empty
  private long[] keys = new long[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  long key(int number) {
    return keys[number];
  }

  /** The number of a key, which is new if it equals the old {@link #size}. */
  int numberOf(long key) {
    int slot = slotOf(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size] = key;
    slots[slot] = ++size;
    if (size > FULL * slots.length) {
      grow();
    }
    return size - 1;
  }

  private int slotOf(long key) {
    int mask = slots.length - 1;
    int slot = (int) ((key * GOLDEN) >>> Integer.SIZE) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      slots[slotOf(keys[number])] = number + 1;
    }
  }
}
