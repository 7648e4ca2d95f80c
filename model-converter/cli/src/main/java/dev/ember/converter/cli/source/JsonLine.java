package dev.ember.converter.cli.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;

/** Texts that users give one a line, as JSON strings. */
public final class JsonLine {
  private JsonLine() {}

  /**
   * The text of a line.
   *
   * @throws IOException if it is anything but one JSON string
   */
  public static String string(String line) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(line));
    try {
      if (reader.peek() != JsonToken.STRING) {
        throw new IOException("expected a JSON string but found " + reader.peek());
      }
      String text = reader.nextString();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("expected one JSON string but found more");
      }
      return text;
    } catch (MalformedJsonException | EOFException malformed) {
      // The parser's own words are about how it is called.
      throw new IOException("expected a JSON string but found malformed JSON", malformed);
    }
  }
}
