package dev.ember.converter.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** Seconds of processors that were spent so far, which other processes hardly move. */
final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ProcessorTime() {}

  /** By this thread, to the nanosecond. */
  static double ofThread() {
    return THREADS.getCurrentThreadCpuTime() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** By all threads of this process, in the kernel's ticks of ten milliseconds. */
  static double ofProcess() {
    return PROCESS.getProcessCpuTime() / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
