package dev.ember.converter.cli.inspect;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Facts with names, in order; a name may come more than once. */
public final class FactSheet {
  private static final double BYTES_PER_MB = 1e6;

  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  public void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  /** A fact of one part of several. */
  public void add(String name, String part, String value) {
    add(name, String.format("%-20s %s", part, value));
  }

  /** For people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(String.format("  %-14s %s", names.get(i), values.get(i)).stripTrailing());
    }
    return lines;
  }

  /** For programs: a list of texts for each name. */
  public JsonObject json() {
    JsonObject object = new JsonObject();
    for (int i = 0; i < names.size(); i++) {
      if (!object.has(names.get(i))) {
        object.add(names.get(i), new JsonArray());
      }
      object.getAsJsonArray(names.get(i)).add(values.get(i).strip());
    }
    return object;
  }

  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / BYTES_PER_MB);
  }
}
