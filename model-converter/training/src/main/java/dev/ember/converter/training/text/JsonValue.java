package dev.ember.converter.training.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON and what a message calls it, read as what it is expected to be. Whatever else it
 * is, an {@link IllegalArgumentException} says in one line what was expected and what was found.
 *
 * <pre>
 * JsonValue line = JsonValue.parse("{\"turns\": [\"Hi\", 7, null]}");
 * line.field("turns").texts();   // expected a text as turns[2] but found null
 * line.field("messages").items() // expected a list as messages but found nothing
 * </pre>
 */
public final class JsonValue {
  /** Of what was found, in a message: a line of a file may be long. */
  private static final int SHOWN_CHARACTERS = 60;

  private final String name;
  private final @Nullable JsonElement json; // null where there is nothing

  private JsonValue(String name, @Nullable JsonElement json) {
    this.name = name;
    this.json = json;
  }

  /** A value that was parsed elsewhere. */
  public static JsonValue of(JsonElement json) {
    return new JsonValue("", json);
  }

  /** A line, or a whole file. */
  public static JsonValue parse(String text) {
    try {
      return of(JsonParser.parseString(text));
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("expected JSON but found " + shortened(text), e);
    }
  }

  /** Whether an object has a member of this name; null is one too. */
  public boolean has(String member) {
    return members().has(member);
  }

  /** A member of an object, there or not. */
  public JsonValue field(String member) {
    return new JsonValue(within(member), members().get(member));
  }

  /** The names of an object's members. */
  public Set<String> names() {
    return members().keySet();
  }

  /** An object's members by name, in their order. */
  public Map<String, JsonValue> object() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members().keySet().forEach(member -> members.put(member, field(member)));
    return members;
  }

  private JsonObject members() {
    if (json == null || !json.isJsonObject()) {
      throw wrong("an object");
    }
    return json.getAsJsonObject();
  }

  /** The items of a list. */
  public List<JsonValue> items() {
    if (json == null || !json.isJsonArray()) {
      throw wrong("a list");
    }
    List<JsonValue> items = new ArrayList<>();
    for (JsonElement item : json.getAsJsonArray()) {
      items.add(new JsonValue(name + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** A text; numbers and truth values are read as they are written. */
  public String text() {
    if (json == null || !json.isJsonPrimitive()) {
      throw wrong("a text");
    }
    return json.getAsString();
  }

  /** The texts of a list. */
  public List<String> texts() {
    return items().stream().map(JsonValue::text).toList();
  }

  /** The texts of an object, by name. */
  public Map<String, String> textsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    object().forEach((member, value) -> texts.put(member, value.text()));
    return texts;
  }

  /** A number. */
  public double number() {
    if (!isNumber()) {
      throw wrong("a number");
    }
    return json().getAsDouble();
  }

  public boolean isThere() {
    return json != null;
  }

  public boolean isText() {
    return json != null && json.isJsonPrimitive();
  }

  public boolean isNumber() {
    return json != null && json.isJsonPrimitive() && json.getAsJsonPrimitive().isNumber();
  }

  public boolean isList() {
    return json != null && json.isJsonArray();
  }

  public boolean isObject() {
    return json != null && json.isJsonObject();
  }

  /** As it was parsed. */
  public JsonElement json() {
    if (json == null) {
      throw wrong("a value");
    }
    return json;
  }

  private String within(String member) {
    return name.isEmpty() ? member : name + "." + member;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "expected "
            + expected
            + (name.isEmpty() ? "" : " as " + name)
            + " but found "
            + (json == null ? "nothing" : shortened(json.toString())));
  }

  private static String shortened(String found) {
    String line = found.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= SHOWN_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
  }
}
