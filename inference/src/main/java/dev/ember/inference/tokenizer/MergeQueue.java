package dev.ember.inference.tokenizer;

import java.util.Arrays;

/** A binary heap of merges that might be made: lowest rank first, then leftmost. */
final class MergeQueue {
  private long[] heap; // rank << 32 | position
  private int size;
  private long pushes;
  private long sifts;

  MergeQueue(int expected) {
    heap = new long[Math.max(1, expected)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void push(int rank, int position) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    long entry = ((long) rank << 32) | position;
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] > entry) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
      sifts++;
    }
    heap[at] = entry;
    pushes++;
  }

  /** Takes the first entry; {@link #rank} and {@link #position} read it. */
  long pop() {
    long first = heap[0];
    long last = heap[--size];
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
      sifts++;
    }
    heap[at] = last;
    return first;
  }

  static int rank(long entry) {
    return (int) (entry >>> 32);
  }

  static int position(long entry) {
    return (int) entry;
  }

  /** Entries ever pushed: what a test of linearity counts. */
  long pushes() {
    return pushes;
  }

  /** Levels that entries moved up or down. */
  long sifts() {
    return sifts;
  }
}
