package dev.ember.app.inside.lab;

/** What the heap of this process could still give, as far as it may grow. Any thread. */
public final class FreeHeap {
  private FreeHeap() {}

  public static long bytes() {
    Runtime heap = Runtime.getRuntime();
    return heap.maxMemory() - (heap.totalMemory() - heap.freeMemory());
  }
}
