package dev.ember.app.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory this process holds at a moment, as the kernel counts it. */
final class ResidentMemory {
  private static final Path STATUS = Paths.get("/proc/self/status");
  private static final Pattern LINE = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long KIB = 1024;

  private ResidentMemory() {}

  /** 0 if the kernel does not say. */
  static long bytes() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(STATUS), US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher found = LINE.matcher(line);
        if (found.matches()) {
          return Long.parseLong(found.group(1)) * KIB;
        }
      }
      return 0;
    } catch (IOException hidden) {
      return 0;
    }
  }
}
