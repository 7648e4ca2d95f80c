package dev.ember.converter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says that it could give to a process without swapping. */
final class FreeMemory {
  private static final String LINE = "MemAvailable:";
  private static final int KIBIBYTE = 1024;

  private final Path meminfo;

  /**
   * @param meminfo {@code /proc/meminfo}
   */
  FreeMemory(Path meminfo) {
    this.meminfo = meminfo;
  }

  /** Bytes; more than anything needs where the system does not say. */
  long bytes() {
    try {
      for (String line : Files.readAllLines(meminfo, StandardCharsets.US_ASCII)) {
        if (line.startsWith(LINE)) {
          String kibibytes = line.substring(LINE.length()).replace("kB", "").trim();
          return Long.parseLong(kibibytes) * KIBIBYTE;
        }
      }
    } catch (IOException | NumberFormatException another) {
      return Long.MAX_VALUE; // another system
    }
    return Long.MAX_VALUE;
  }
}
