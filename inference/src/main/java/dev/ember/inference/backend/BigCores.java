package dev.ember.inference.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many of a phone's cores are worth a thread: those that are not of its slowest kind. A kernel
 * waits for its last thread, and one on a slow core holds up all others.
 */
public final class BigCores {
  /** By what tells kinds of cores apart, the first that the system lets one read. */
  private static final String[] MEASURES = {"cpufreq/cpuinfo_max_freq", "cpu_capacity"};

  private static final int MOST_CORES = 64;

  private final Path cores;
  private final int processors;

  /**
   * @param cores {@code /sys/devices/system/cpu}, or a folder like it
   * @param processors that the process may use, at least 1
   */
  public BigCores(Path cores, int processors) {
    this.cores = cores;
    this.processors = processors;
  }

  /**
   * At least 1: all where all are of one kind, half of the processors where the system says nothing
   * of them.
   */
  public int count() {
    for (String measure : MEASURES) {
      List<Long> values = values(measure);
      if (!values.isEmpty()) {
        return Math.min(processors, fast(values));
      }
    }
    return Math.max(1, processors / 2);
  }

  private static int fast(List<Long> values) {
    long slowest = Collections.min(values);
    int fast = 0;
    for (long value : values) {
      fast += value > slowest ? 1 : 0;
    }
    return fast == 0 ? values.size() : fast;
  }

  /** Of the cores that say anything: one that is switched off may not. */
  private List<Long> values(String measure) {
    List<Long> values = new ArrayList<>();
    for (int core = 0; core < MOST_CORES; core++) {
      Path file = cores.resolve("cpu" + core).resolve(measure);
      if (Files.isReadable(file)) {
        try {
          values.add(Long.parseLong(new String(Files.readAllBytes(file), US_ASCII).trim()));
        } catch (IOException | NumberFormatException silent) {
          continue; // as if it were not there
        }
      }
    }
    return values;
  }
}
