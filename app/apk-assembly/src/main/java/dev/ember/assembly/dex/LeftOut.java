package dev.ember.assembly.dex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a release is to be without: R8 leaves out what nothing reaches, and says nothing where
 * something reaches it after all.
 *
 * @param prefixes what no name of a class in it begins with, as {@code okhttp3.}
 */
public record LeftOut(List<String> prefixes) {
  private static final int MOST_NAMED = 5;

  /** A class, or a method that has become part of another class: then its own class stands here. */
  private static final Pattern NAMES =
      Pattern.compile("([^ #][^ ]*) -> .*:|    [^ #][^ ]* ([^ (]+)\\.[^ .(]+\\(.* -> .*");

  public LeftOut {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Reads what R8 has renamed, or kept with its name.
   *
   * @throws IllegalStateException if there is such a class, or code of one
   */
  public void requireNoneIn(Path mapping) throws IOException {
    if (prefixes.isEmpty()) {
      return;
    }
    Set<String> found = new TreeSet<>();
    try (Stream<String> lines = Files.lines(mapping)) {
      lines.forEach(
          line -> {
            String name = className(line);
            if (prefixes.stream().anyMatch(name::startsWith)) {
              found.add(name);
            }
          });
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          "expected no class "
              + String.join("* or ", prefixes)
              + "* but R8 has kept "
              + found.size()
              + ", among them "
              + String.join(", ", found.stream().limit(MOST_NAMED).toList()));
    }
  }

  /** Empty where a line names none but that in which it stands. */
  private static String className(String line) {
    Matcher names = NAMES.matcher(line);
    if (!names.matches()) {
      return "";
    }
    return names.group(1) == null ? names.group(2) : names.group(1);
  }
}
