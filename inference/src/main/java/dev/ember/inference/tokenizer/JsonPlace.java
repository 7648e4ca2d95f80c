package dev.ember.inference.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it stands, so that every complaint names the place. */
final class JsonPlace {
  /** Enough of a value to recognise it by. */
  private static final int MAX_FOUND = 120;

  private final @Nullable JsonElement element; // null where the key is absent
  private final String source;
  private final String path;

  JsonPlace(@Nullable JsonElement element, String source, String path) {
    this.element = element;
    this.source = source;
    this.path = path;
  }

  boolean isNothing() {
    return element == null || element.isJsonNull();
  }

  JsonPlace get(String key) throws TokenizerFormatException {
    return new JsonPlace(object().get(key), source, path + "." + key);
  }

  List<JsonPlace> elements() throws TokenizerFormatException {
    if (element == null || !element.isJsonArray()) {
      throw expected("an array");
    }
    List<JsonPlace> places = new ArrayList<>();
    for (JsonElement child : element.getAsJsonArray()) {
      places.add(new JsonPlace(child, source, path + "[" + places.size() + "]"));
    }
    return places;
  }

  String string() throws TokenizerFormatException {
    JsonPrimitive primitive = primitive("a string");
    if (!primitive.isString()) {
      throw expected("a string");
    }
    return primitive.getAsString();
  }

  int integer() throws TokenizerFormatException {
    JsonPrimitive primitive = primitive("an integer");
    try {
      return primitive.isNumber() ? Integer.parseInt(primitive.getAsString()) : noInteger();
    } catch (NumberFormatException notAnInteger) {
      return noInteger();
    }
  }

  boolean isZero() throws TokenizerFormatException {
    JsonPrimitive primitive = primitive("a number");
    return primitive.isNumber() && primitive.getAsDouble() == 0;
  }

  boolean bool() throws TokenizerFormatException {
    JsonPrimitive primitive = primitive("true or false");
    if (!primitive.isBoolean()) {
      throw expected("true or false");
    }
    return primitive.getAsBoolean();
  }

  boolean bool(boolean whenAbsent) throws TokenizerFormatException {
    return isNothing() ? whenAbsent : bool();
  }

  TokenizerFormatException expected(String expectation) {
    return new TokenizerFormatException(source, path, expectation, found());
  }

  private JsonObject object() throws TokenizerFormatException {
    if (element == null || !element.isJsonObject()) {
      throw expected("an object");
    }
    return element.getAsJsonObject();
  }

  private JsonPrimitive primitive(String expectation) throws TokenizerFormatException {
    if (element == null || !element.isJsonPrimitive()) {
      throw expected(expectation);
    }
    return element.getAsJsonPrimitive();
  }

  private int noInteger() throws TokenizerFormatException {
    throw expected("an integer");
  }

  private String found() {
    if (element == null) {
      return "nothing";
    }
    if (element.isJsonObject() || element.isJsonArray()) {
      return element.isJsonObject() ? "an object" : "an array";
    }
    String text = element.toString();
    return text.length() <= MAX_FOUND ? text : text.substring(0, MAX_FOUND) + "...";
  }
}
