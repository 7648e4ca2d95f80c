package dev.ember.converter.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory this process takes, and the most that it has taken so far. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK_LINE = "VmHWM:";
  private static final String NOW_LINE = "VmRSS:";
  private static final int KIBIBYTE = 1024;

  private PeakMemory() {}

  /** Of the Java heap: each pool's peak, which is at least the heap's own. */
  public static long heapBytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes;
  }

  /** Resident at most, mapped files included; empty where the system does not say (only Linux). */
  public static OptionalLong residentBytes() throws IOException {
    return line(PEAK_LINE);
  }

  /** Resident now, mapped files included; empty where the system does not say (only Linux). */
  public static OptionalLong residentBytesNow() throws IOException {
    return line(NOW_LINE);
  }

  private static OptionalLong line(String name) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    for (String line : Files.readAllLines(STATUS, StandardCharsets.US_ASCII)) {
      if (line.startsWith(name)) {
        String kibibytes = line.substring(name.length()).replace("kB", "").trim();
        return OptionalLong.of(Long.parseLong(kibibytes) * KIBIBYTE);
      }
    }
    return OptionalLong.empty();
  }
}
