package dev.ember.inference.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each asked for by name and type. {@link #end} then refuses the
 * fields that nobody asked for.
 *
 * <pre>
 * JsonFields fields = JsonFields.parse(text);
 * Point point = new Point(fields.int32("x"), fields.int32("y"));
 * fields.end();
 * </pre>
 */
public final class JsonFields {

  /** Reads one object into a value; {@link #end} is called by whoever calls this. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(JsonFields fields) throws IOException;
  }

  private final String path;
  private final Map<String, JsonElement> values;
  private final Set<String> asked = new HashSet<>();

  private JsonFields(String path, Map<String, JsonElement> values) {
    this.path = path;
    this.values = values;
  }

  /**
   * Parses a text that is one object.
   *
   * @throws JsonFormatException if it is not, or an object names a field twice
   */
  public static JsonFields parse(String text) throws IOException {
    return of("$", JsonTree.parse(text));
  }

  /**
   * Parses a text that is one object, and names its file in every error.
   *
   * @param origin the file's name
   * @throws JsonFormatException if it is not, or an object names a field twice
   */
  public static JsonFields parse(String text, String origin) throws IOException {
    JsonElement root;
    try {
      root = JsonTree.parse(text);
    } catch (JsonFormatException malformed) {
      throw malformed.in(origin);
    }
    return of(origin + ": $", root);
  }

  /** The names of all fields, in the order of the text. */
  public Set<String> names() {
    return values.keySet();
  }

  /** The names of the fields that nobody has asked for so far. */
  public Set<String> unasked() {
    Set<String> unasked = new LinkedHashSet<>(values.keySet());
    unasked.removeAll(asked);
    return unasked;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether the field is absent or null, which foreign files use alike; counts as asked for. */
  public boolean isNull(String name) {
    JsonElement value = value(name);
    return value == null || value.isJsonNull();
  }

  /** Whether the field is an object, where a foreign file may have another type instead. */
  public boolean isObject(String name) {
    JsonElement value = value(name);
    return value != null && value.isJsonObject();
  }

  /** Whether the field is an array, where a foreign file may have another type instead. */
  public boolean isArray(String name) {
    JsonElement value = value(name);
    return value != null && value.isJsonArray();
  }

  /** The field's value as its JSON text, cut short if it is long, for messages. */
  public String describe(String name) {
    return JsonTree.describe(value(name));
  }

  /** The error of a field that has the right type and a wrong value; it says where that stands. */
  public JsonFormatException unexpected(String name, String expected) {
    return new JsonFormatException(pathOf(name), expected, describe(name));
  }

  public String string(String name) throws IOException {
    return string(pathOf(name), value(name));
  }

  public int int32(String name) throws IOException {
    long value = int64(name);
    if (value != (int) value) {
      throw new JsonFormatException(pathOf(name), "an integer of 32 bits", Long.toString(value));
    }
    return (int) value;
  }

  public long int64(String name) throws IOException {
    return int64(pathOf(name), value(name));
  }

  /** A finite number of float32. */
  public float float32(String name) throws IOException {
    return float32(pathOf(name), value(name));
  }

  /** A finite number of float64. */
  public double float64(String name) throws IOException {
    return float64(pathOf(name), value(name));
  }

  public boolean bool(String name) throws IOException {
    JsonElement value = value(name);
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new JsonFormatException(pathOf(name), "true or false", JsonTree.describe(value));
  }

  /** The object of that name, which the caller ends. */
  public JsonFields object(String name) throws IOException {
    return of(pathOf(name), value(name));
  }

  /** The object of that name, read to its end. */
  public <T> T object(String name, Reader<T> reader) throws IOException {
    return readWhole(object(name), reader);
  }

  /** An array of objects, each read to its end. */
  public <T> List<T> objects(String name, Reader<T> reader) throws IOException {
    List<T> result = new ArrayList<>();
    for (JsonElement element : array(name)) {
      result.add(readWhole(of(pathOf(name) + "[" + result.size() + "]", element), reader));
    }
    return result;
  }

  public List<Integer> int32s(String name) throws IOException {
    List<Integer> result = new ArrayList<>();
    for (long value : int64s(name)) {
      if (value != (int) value) {
        throw new JsonFormatException(
            pathOf(name) + "[" + result.size() + "]",
            "an integer of 32 bits",
            Long.toString(value));
      }
      result.add((int) value);
    }
    return result;
  }

  public List<Long> int64s(String name) throws IOException {
    List<Long> result = new ArrayList<>();
    for (JsonElement element : array(name)) {
      result.add(int64(pathOf(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  public List<String> strings(String name) throws IOException {
    List<String> result = new ArrayList<>();
    for (JsonElement element : array(name)) {
      result.add(string(pathOf(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  public List<Double> float64s(String name) throws IOException {
    List<Double> result = new ArrayList<>();
    for (JsonElement element : array(name)) {
      result.add(float64(pathOf(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  public List<Float> float32s(String name) throws IOException {
    List<Float> result = new ArrayList<>();
    for (JsonElement element : array(name)) {
      result.add(float32(pathOf(name) + "[" + result.size() + "]", element));
    }
    return result;
  }

  /**
   * Refuses the fields that were not asked for.
   *
   * @throws JsonFormatException naming the first of them
   */
  public void end() throws IOException {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new JsonFormatException(path, "no field beside " + asked, "\"" + name + "\"");
      }
    }
  }

  private static JsonFields of(String path, @Nullable JsonElement element) throws IOException {
    if (element == null || !element.isJsonObject()) {
      throw new JsonFormatException(path, "an object", JsonTree.describe(element));
    }
    return new JsonFields(path, element.getAsJsonObject().asMap());
  }

  private static <T> T readWhole(JsonFields fields, Reader<T> reader) throws IOException {
    T result = reader.read(fields);
    fields.end();
    return result;
  }

  private Iterable<JsonElement> array(String name) throws IOException {
    JsonElement value = value(name);
    if (value == null || !value.isJsonArray()) {
      throw new JsonFormatException(pathOf(name), "an array", JsonTree.describe(value));
    }
    return value.getAsJsonArray();
  }

  private static String string(String path, @Nullable JsonElement value) throws IOException {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new JsonFormatException(path, "a string", JsonTree.describe(value));
  }

  private static long int64(String path, @Nullable JsonElement value) throws IOException {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      try {
        return Long.parseLong(primitive.getAsString());
      } catch (NumberFormatException notAnInteger) {
        throw new JsonFormatException(path, "an integer", JsonTree.describe(value));
      }
    }
    throw new JsonFormatException(path, "an integer", JsonTree.describe(value));
  }

  private static float float32(String path, @Nullable JsonElement value) throws IOException {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      float number = primitive.getAsFloat();
      if (Float.isFinite(number)) {
        return number;
      }
    }
    throw new JsonFormatException(path, "a number of float32", JsonTree.describe(value));
  }

  private static double float64(String path, @Nullable JsonElement value) throws IOException {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw new JsonFormatException(path, "a number of float64", JsonTree.describe(value));
  }

  private @Nullable JsonElement value(String name) {
    asked.add(name);
    return values.get(name);
  }

  private String pathOf(String name) {
    return path + "." + name;
  }
}
