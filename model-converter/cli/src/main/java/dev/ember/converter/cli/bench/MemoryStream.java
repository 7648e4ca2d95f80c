package dev.ember.converter.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How fast memory is read, by as many threads as a model has, each a part of its own. It adds up
 * numbers from front to back, which processors fetch ahead of their use: as fast as weights can
 * come.
 */
final class MemoryStream implements AutoCloseable {
  /** Several times what the caches of a processor hold, all threads together. */
  static final int BYTES = 512 << 20;

  private final ExecutorService readers;
  private final List<Callable<Long>> parts = new ArrayList<>();
  private final long bytes;

  /**
   * @param bytes that are read each time, all threads together
   */
  MemoryStream(int threads, int bytes) {
    readers = Executors.newFixedThreadPool(threads);
    int longs = bytes / Long.BYTES / threads;
    this.bytes = (long) longs * Long.BYTES * threads;
    for (int i = 0; i < threads; i++) {
      long[] part = new long[longs];
      Arrays.fill(part, 1);
      parts.add(() -> sum(part));
    }
  }

  /** Reads all of it once. */
  double bytesPerSecond() {
    long begin = System.nanoTime();
    long read = readAll() * Long.BYTES;
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    if (read != bytes) { // what was read is used, or it would not be read
      throw new IllegalStateException("expected " + bytes + " bytes but read " + read);
    }
    return bytes / seconds;
  }

  private long readAll() {
    long ones = 0;
    try {
      for (Future<Long> part : readers.invokeAll(parts)) {
        ones += part.get();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while memory was read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return ones;
  }

  /** Four sums, so that none waits for the one before it. */
  private static long sum(long[] part) {
    long first = 0;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int i = 0;
    for (; i + 3 < part.length; i += 4) {
      first += part[i];
      second += part[i + 1];
      third += part[i + 2];
      fourth += part[i + 3];
    }
    for (; i < part.length; i++) {
      first += part[i];
    }
    return first + second + third + fourth;
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
