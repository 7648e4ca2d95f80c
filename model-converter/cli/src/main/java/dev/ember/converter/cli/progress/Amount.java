package dev.ember.converter.cli.progress;

import java.util.Locale;

/** Bytes and times as people read them. */
public final class Amount {
  private static final double BYTES_PER_KB = 1e3;
  private static final double BYTES_PER_MB = 1e6;
  private static final double BYTES_PER_GB = 1e9;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  private Amount() {}

  public static String bytes(long bytes) {
    if (bytes >= BYTES_PER_GB) {
      return String.format(Locale.ROOT, "%.2f GB", bytes / BYTES_PER_GB);
    }
    if (bytes > 0 && bytes < BYTES_PER_KB) {
      return bytes + " B";
    }
    return bytes >= BYTES_PER_MB || bytes == 0
        ? String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MB)
        : String.format(Locale.ROOT, "%.1f kB", bytes / BYTES_PER_KB);
  }

  public static String seconds(long seconds) {
    if (seconds < SECONDS_PER_MINUTE) {
      return seconds + " s";
    }
    return seconds < SECONDS_PER_HOUR
        ? seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s"
        : seconds / SECONDS_PER_HOUR
            + " h "
            + seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE
            + " min";
  }
}
