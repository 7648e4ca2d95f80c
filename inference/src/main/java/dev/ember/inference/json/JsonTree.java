package dev.ember.inference.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** Parses a text into Gson's tree as RFC 8259 has it, and refuses a name that comes twice. */
final class JsonTree {
  private static final int MAX_DESCRIPTION = 60;

  private JsonTree() {}

  static JsonElement parse(String text) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT); // Gson itself bounds the nesting at 255
      return document(reader);
    }
  }

  private static JsonElement document(JsonReader reader) throws IOException {
    try {
      JsonElement root = element(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonFormatException("$", "one value", "more after it");
      }
      return root;
    } catch (MalformedJsonException malformed) {
      throw new JsonFormatException(reader.getPath(), "JSON", "a syntax error after it");
    } catch (EOFException end) {
      throw new JsonFormatException(reader.getPath(), "JSON", "the end of the text after it");
    }
  }

  static String describe(@Nullable JsonElement element) {
    if (element == null) {
      return "nothing";
    }
    String text = element.toString();
    return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION) + "...";
  }

  private static JsonElement element(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> new JsonPrimitive(new LazilyParsedNumber(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw new JsonFormatException(reader.getPath(), "a value", reader.peek().toString());
    };
  }

  private static JsonObject object(JsonReader reader) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new JsonFormatException(
            reader.getPath(), "each field once", "\"" + name + "\" twice");
      }
      object.add(name, element(reader));
    }
    reader.endObject();
    return object;
  }

  private static JsonArray array(JsonReader reader) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(element(reader));
    }
    reader.endArray();
    return array;
  }
}
