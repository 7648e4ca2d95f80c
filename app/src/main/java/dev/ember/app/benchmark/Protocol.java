package dev.ember.app.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * So many tokens read, and so many written behind them. The three sizes are those by which other
 * apps publish their numbers.
 */
public record Protocol(int reads, int writes) {
  static final List<Protocol> ALL =
      List.of(new Protocol(256, 64), new Protocol(512, 128), new Protocol(1024, 256));

  /** Of five parts four are read. */
  private static final int PARTS = 5;

  private static final int READ_PARTS = 4;

  /** The protocols as far as a window has room for them; no two alike. */
  static List<Protocol> within(int windowTokens) {
    List<Protocol> fitting = new ArrayList<>();
    for (Protocol protocol : ALL) {
      Protocol clamped = protocol.clamped(windowTokens);
      if (!fitting.contains(clamped)) {
        fitting.add(clamped);
      }
    }
    return fitting;
  }

  /** Those of the three sizes that a window has no room for. */
  static List<Protocol> beyond(int windowTokens) {
    List<Protocol> large = new ArrayList<>(ALL);
    large.removeIf(protocol -> protocol.tokens() <= windowTokens);
    return large;
  }

  /** The window that it needs. */
  int tokens() {
    return reads + writes;
  }

  private Protocol clamped(int windowTokens) {
    if (tokens() <= windowTokens) {
      return this;
    }
    int read = Math.max(1, windowTokens * READ_PARTS / PARTS);
    return new Protocol(read, Math.max(1, windowTokens - read));
  }

  /** Whether it is one of the three sizes, and not what a small window leaves of one. */
  boolean published() {
    return ALL.contains(this);
  }
}
