package dev.ember.assembly.dex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Dangling references that are known to be harmless, one a line with its reason: {@code
 * org.conscrypt.*} allows every class of the package and below and their members, a name without a
 * star allows that class and its members. {@code #} begins a comment.
 *
 * <p>A line that allows nothing is a fault too: the list stays as short as the truth.
 */
public final class AllowList {

  private final Map<String, Pattern> patterns = new LinkedHashMap<>();

  private AllowList() {}

  /** Reads a list. */
  public static AllowList read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  static AllowList of(List<String> lines) {
    AllowList list = new AllowList();
    for (String line : lines) {
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!text.isEmpty()) {
        list.patterns.put(text, pattern(text));
      }
    }
    return list;
  }

  private static Pattern pattern(String text) {
    if (text.endsWith("*")) {
      return Pattern.compile(Pattern.quote(text.substring(0, text.length() - 1)) + ".*");
    }
    return Pattern.compile(Pattern.quote(text) + "([.$(].*)?");
  }

  /** Separates what is allowed from what is not, and finds the lines that were not needed. */
  Verdict judge(Set<String> dangling) {
    Set<String> unused = new TreeSet<>(patterns.keySet());
    List<String> unexpected = new ArrayList<>();
    for (String name : dangling) {
      boolean allowed = false;
      for (Map.Entry<String, Pattern> entry : patterns.entrySet()) {
        if (entry.getValue().matcher(name).matches()) {
          unused.remove(entry.getKey());
          allowed = true;
        }
      }
      if (!allowed) {
        unexpected.add(name);
      }
    }
    return new Verdict(unexpected, List.copyOf(unused));
  }

  /**
   * What came of comparing.
   *
   * @param unexpected dangling references that no line allows
   * @param unused lines that allow nothing
   */
  record Verdict(List<String> unexpected, List<String> unused) {

    boolean isClean() {
      return unexpected.isEmpty() && unused.isEmpty();
    }

    String message() {
      StringBuilder text = new StringBuilder();
      if (!unexpected.isEmpty()) {
        text.append(unexpected.size())
            .append(" references dangle:\n  ")
            .append(String.join("\n  ", unexpected));
      }
      if (!unused.isEmpty()) {
        text.append("\nlines of the allow-list that allow nothing:\n  ")
            .append(String.join("\n  ", unused));
      }
      return text.toString().strip();
    }
  }
}
