package dev.ember.inference.backend.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Numbered pieces of work, taken by a few threads until none is left. */
final class TextQueue {
  private final AtomicInteger next = new AtomicInteger();
  private final int count;

  TextQueue(int count) {
    this.count = count;
  }

  /**
   * Works on the calling thread and on {@code threads - 1} more; returns when all is done. What one
   * of them throws is thrown.
   */
  void drain(int threads, IntConsumer work) {
    int helpers = Math.min(threads, count) - 1;
    if (helpers <= 0) {
      take(work);
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(helpers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < helpers; i++) {
        running.add(pool.submit(() -> take(work)));
      }
      take(work);
      for (Future<?> helper : running) {
        helper.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the reference", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  private void take(IntConsumer work) {
    for (int text = next.getAndIncrement(); text < count; text = next.getAndIncrement()) {
      work.accept(text);
    }
  }
}
