package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The keys of a {@code config.json}. A family reads those that it understands, states those that
 * must have one value, and names those without effect; {@link #end} refuses all others, because
 * what is not understood may change what the model computes without an error anywhere.
 */
final class ConfigFile {
  static final String FILE = "config.json";

  /** Real ones have 1 to 20 kB (longrope's factors). */
  private static final int MAX_BYTES = 1 << 20;

  private final JsonFields fields;

  private ConfigFile(JsonFields fields) {
    this.fields = fields;
  }

  /**
   * @throws dev.ember.inference.json.JsonFormatException if the file is not one JSON object
   */
  static ConfigFile read(Path folder) throws IOException {
    return parse(TextFile.read(folder, FILE, MAX_BYTES));
  }

  static ConfigFile parse(String json) throws IOException {
    return new ConfigFile(JsonFields.parse(json, FILE));
  }

  /** Whether the key is there and not null. */
  boolean has(String name) {
    return !fields.isNull(name);
  }

  String string(String name) throws IOException {
    return fields.string(name);
  }

  /** The strings of an array. */
  List<String> strings(String name) throws IOException {
    return fields.strings(name);
  }

  /** A whole number from 1 to a limit. */
  int size(String name, int limit) throws IOException {
    int value = fields.int32(name);
    if (value < 1 || value > limit) {
      throw refusal(name, "1 to " + limit);
    }
    return value;
  }

  int sizeOr(String name, int absent, int limit) throws IOException {
    return has(name) ? size(name, limit) : absent;
  }

  /** A whole number from 0. */
  int count(String name) throws IOException {
    int value = fields.int32(name);
    if (value < 0) {
      throw refusal(name, "at least 0");
    }
    return value;
  }

  float float32(String name) throws IOException {
    return fields.float32(name);
  }

  boolean flag(String name, boolean absent) throws IOException {
    return has(name) ? fields.bool(name) : absent;
  }

  /** The whole numbers of an array. */
  List<Integer> int32s(String name) throws IOException {
    return fields.int32s(name);
  }

  /** The objects of an array, each read to its last key. */
  <T> List<T> objects(String name, JsonFields.Reader<T> reader) throws IOException {
    return fields.objects(name, reader);
  }

  /** The object of that name, whose keys the caller accounts for. */
  JsonFields object(String name) throws IOException {
    return fields.object(name);
  }

  /** The key may be absent or null, or else must have one of these values. */
  void expect(String name, Object... values) throws IOException {
    if (!has(name)) {
      return;
    }
    String found = fields.describe(name);
    StringBuilder wanted = new StringBuilder();
    for (Object value : values) {
      String text = value instanceof String ? "\"" + value + "\"" : value.toString();
      if (found.equals(text)) {
        return;
      }
      wanted.append(wanted.length() == 0 ? "" : " or ").append(text);
    }
    throw refusal(name, wanted.toString());
  }

  /** The keys must be absent, null or false: Ember does not compute what they switch on. */
  void expectOff(String... names) throws IOException {
    for (String name : names) {
      expect(name, false);
    }
  }

  /**
   * Refuses the keys that nobody asked for, unless they are null or without effect.
   *
   * @throws UnsupportedCheckpointException naming the first of them and its value
   */
  void end(Set<String> withoutEffect) throws IOException {
    for (String name : fields.unasked()) {
      if (!withoutEffect.contains(name) && has(name)) {
        throw refusal(name, "no such key, since it may change what the model computes,");
      }
    }
  }

  /** An error that shows the key's value. */
  UnsupportedCheckpointException refusal(String name, String expected) {
    return new UnsupportedCheckpointException(FILE, name, expected, fields.describe(name));
  }
}
