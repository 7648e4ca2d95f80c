package dev.ember.inference.decode;

import java.util.List;

/**
 * Ends a text at the first stop string, wherever the pieces of the text are cut: what may be the
 * beginning of a stop string is held back until it is one or cannot be.
 *
 * <p>The first stop string is the one that is complete first; of those complete at the same char
 * the longest. So the result does not depend on the cuts.
 *
 * <pre>
 * stop "END":  append("the E") -> "the ",  append("N") -> "",  append("T") -> "ENT"
 *              append("EN") -> "",  append("D!") -> "" and stopped
 * </pre>
 */
public final class StopDetector {
  private final List<String> stops;
  private String held = "";
  private boolean stopped;

  /**
   * @throws IllegalArgumentException if a stop string is empty
   */
  public StopDetector(List<String> stops) {
    for (String stop : stops) {
      if (stop.isEmpty()) {
        throw new IllegalArgumentException("expected stop strings that are not empty: " + stops);
      }
    }
    this.stops = List.copyOf(stops);
  }

  /** The text that is now known to come before any stop string, perhaps empty. */
  public String append(String more) {
    if (stopped) {
      return "";
    }
    String text = held + more;
    int start = startOfFirstStop(text);
    stopped = start < text.length();
    int end = stopped ? start : text.length() - longestBeginning(text);
    held = stopped ? "" : text.substring(end);
    return text.substring(0, end);
  }

  /** Whether a stop string has appeared. What is appended later is dropped. */
  public boolean stopped() {
    return stopped;
  }

  /** The text that was held back for a stop string that did not come. */
  public String end() {
    String rest = held;
    held = "";
    return rest;
  }

  /** Where the first stop string starts, or the text's length if there is none. */
  private int startOfFirstStop(String text) {
    int firstEnd = Integer.MAX_VALUE;
    int firstStart = text.length();
    for (String stop : stops) {
      int start = text.indexOf(stop);
      int end = start + stop.length();
      if (start >= 0 && (end < firstEnd || (end == firstEnd && start < firstStart))) {
        firstEnd = end;
        firstStart = start;
      }
    }
    return firstStart;
  }

  /** The length of the longest end of {@code text} with which a stop string begins. */
  private int longestBeginning(String text) {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, text.length()); n > longest; n--) {
        if (text.startsWith(stop.substring(0, n), text.length() - n)) {
          longest = n;
        }
      }
    }
    return longest;
  }
}
