package dev.ember.assembly.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of an {@code R.txt}: lines as {@code int attr alpha 0x7f030000}, {@code int[]
 * styleable View { 0x10, 0x7f030000 }} and {@code int styleable View_alpha 1}.
 */
final class Symbols {

  /**
   * One resource.
   *
   * @param array whether it is an array of attributes
   * @param type of the resource, as {@code layout}
   * @param name of the resource
   */
  record Key(boolean array, String type, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byType = type.compareTo(other.type);
      int byName = byType != 0 ? byType : name.compareTo(other.name);
      return byName != 0 ? byName : Boolean.compare(array, other.array);
    }
  }

  private final Map<Key, List<Integer>> values = new TreeMap<>();

  private Symbols() {}

  /** Reads a file; an absent one has no symbols. */
  static Symbols read(Path file) throws IOException {
    Symbols symbols = new Symbols();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          symbols.add(line, file);
        }
      }
    }
    return symbols;
  }

  private void add(String line, Path file) {
    String[] parts = line.split(" ", 4);
    if (parts.length != 4) {
      throw new IllegalStateException(
          file + ": expected \"int TYPE NAME VALUE\" but found \"" + line + "\"");
    }
    boolean array = parts[0].equals("int[]");
    List<Integer> ids = new ArrayList<>();
    for (String number : parts[3].replace('{', ' ').replace('}', ' ').split("[ ,]+", -1)) {
      if (!number.isEmpty()) {
        ids.add(Integer.decode(unsigned(number)));
      }
    }
    values.put(new Key(array, parts[1], parts[2]), List.copyOf(ids));
  }

  /**
   * Ids from 0x80000000 up would overflow; Android's begin at 0x01 and an application's at 0x7f.
   */
  private static String unsigned(String number) {
    return number.startsWith("0x")
        ? Integer.toString(Integer.parseUnsignedInt(number.substring(2), 16))
        : number;
  }

  /** Returns the resources in the order of type and name. */
  Iterable<Key> keys() {
    return values.keySet();
  }

  boolean has(Key key) {
    return values.containsKey(key);
  }

  /** Returns the ids of a resource: one, or those of an array. */
  List<Integer> ids(Key key) {
    List<Integer> ids = values.get(key);
    if (ids == null) {
      throw new IllegalArgumentException("expected a known resource but got " + key);
    }
    return ids;
  }
}
