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

/**
 * Parses a text into Gson's tree, and refuses a name that comes twice and more values than a
 * reader's memory holds.
 *
 * <p>Trap: Gson's own parser of trees turns an {@link OutOfMemoryError} into an error of the text.
 */
public final class JsonTree {
  /**
   * Values that a text may have, those that hold others included. One takes some 100 bytes, so a
   * text of {@code "0,"} takes fifty times its size; 100,000 added tokens are 800,000 values.
   */
  public static final int MAX_VALUES = 1 << 21;

  private static final int MAX_DESCRIPTION = 60;

  private final JsonReader reader;
  private int left = MAX_VALUES;

  /** Reads values from where a reader stands, all of them within {@link #MAX_VALUES}. */
  public JsonTree(JsonReader reader) {
    this.reader = reader;
  }

  /** Parses a text that is one value, as RFC 8259 has it. */
  static JsonElement parse(String text) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT); // Gson itself bounds the nesting at 255
      return new JsonTree(reader).document();
    }
  }

  private JsonElement document() throws IOException {
    try {
      JsonElement root = element();
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

  /**
   * The next value.
   *
   * @throws JsonFormatException if an object names a field twice, or there are too many values
   */
  public JsonElement element() throws IOException {
    if (--left < 0) {
      throw new JsonFormatException(
          reader.getPath(), "at most " + MAX_VALUES + " values", "one more");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
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

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new JsonFormatException(
            reader.getPath(), "each field once", "\"" + name + "\" twice");
      }
      object.add(name, element());
    }
    reader.endObject();
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(element());
    }
    reader.endArray();
    return array;
  }
}
