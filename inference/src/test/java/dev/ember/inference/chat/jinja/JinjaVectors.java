package dev.ember.inference.chat.jinja;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of templates with what real Jinja2 renders. */
final class JinjaVectors {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "templates");

  private JinjaVectors() {}

  static JsonElement json(String file) throws IOException {
    try (Reader reader = Files.newBufferedReader(FOLDER.resolve(file))) {
      return JsonParser.parseReader(reader);
    }
  }

  static String template(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".jinja"));
  }

  static Map<String, @Nullable Object> variables(JsonObject object) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    object.entrySet().forEach(entry -> variables.put(entry.getKey(), value(entry.getValue())));
    return variables;
  }

  static @Nullable Object value(JsonElement element) {
    if (element instanceof JsonObject object) {
      return variables(object);
    }
    if (element instanceof JsonArray array) {
      List<@Nullable Object> values = new ArrayList<>();
      array.forEach(one -> values.add(value(one)));
      return values;
    }
    return element instanceof JsonPrimitive primitive ? primitive(primitive) : null;
  }

  private static Object primitive(JsonPrimitive primitive) {
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    String text = primitive.getAsString();
    if (!primitive.isNumber()) {
      return text;
    }
    boolean floating = text.matches(".*[.eE].*");
    return floating ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
  }
}
