package dev.ember.inference.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values, for data whose shape nobody knows beforehand: maps in the order of the
 * text, lists, strings, booleans, null; a number is a {@link Long}, or a {@link BigInteger} where
 * that is too small, and a {@link Double} if it is written with a point or an exponent, as Python
 * reads it.
 */
public final class JsonValues {
  /** Gson's reader takes no number that its buffer of 1,024 characters does not hold. */
  private static final int MAX_INTEGER_DIGITS = 1000;

  private JsonValues() {}

  /**
   * Parses a text that is one value.
   *
   * @throws JsonFormatException if it is not, or an object names a field twice
   */
  public static @Nullable Object parse(String text) throws IOException {
    return value(JsonTree.parse(text), "$");
  }

  /**
   * Parses a text that is one object.
   *
   * @throws JsonFormatException if it is not, or an object names a field twice
   */
  public static Map<String, @Nullable Object> parseObject(String text) throws IOException {
    JsonElement element = JsonTree.parse(text);
    if (element instanceof JsonObject object) {
      return map(object, "$");
    }
    throw new JsonFormatException("$", "an object", JsonTree.describe(element));
  }

  /**
   * Parses a text that is one array.
   *
   * @throws JsonFormatException if it is not, or an object names a field twice
   */
  public static List<@Nullable Object> parseArray(String text) throws IOException {
    JsonElement element = JsonTree.parse(text);
    if (element instanceof JsonArray array) {
      return list(array, "$");
    }
    throw new JsonFormatException("$", "an array", JsonTree.describe(element));
  }

  private static @Nullable Object value(JsonElement element, String path) throws IOException {
    if (element instanceof JsonObject object) {
      return map(object, path);
    }
    if (element instanceof JsonArray array) {
      return list(array, path);
    }
    return element instanceof JsonPrimitive primitive ? primitive(primitive, path) : null;
  }

  private static List<@Nullable Object> list(JsonArray array, String path) throws IOException {
    List<@Nullable Object> values = new ArrayList<>(array.size());
    for (JsonElement one : array) {
      values.add(value(one, path + "[" + values.size() + "]"));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(JsonObject object, String path)
      throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> field : object.entrySet()) {
      values.put(field.getKey(), value(field.getValue(), path + "." + field.getKey()));
    }
    return values;
  }

  private static Object primitive(JsonPrimitive primitive, String path) throws IOException {
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    String text = primitive.getAsString();
    if (!primitive.isNumber()) {
      return text;
    }
    if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return Double.valueOf(text);
    }
    if (text.length() > MAX_INTEGER_DIGITS) {
      throw new JsonFormatException(
          path, "an integer of at most " + MAX_INTEGER_DIGITS + " digits", "" + text.length());
    }
    BigInteger integer = new BigInteger(text);
    boolean small = integer.bitLength() < Long.SIZE;
    return small ? (Object) integer.longValue() : integer;
  }
}
