package dev.ember.inference.bundle;

import dev.ember.inference.json.JsonFields;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;

/** Makes the errors of one file. */
final class BundleFaults {
  private final String file;

  BundleFaults(String file) {
    this.file = file;
  }

  BundleFormatException inFile(long offset, String expected, Object found) {
    return new BundleFormatException(file, "", offset, expected, found.toString());
  }

  BundleFormatException inEntry(String entry, long offset, String expected, Object found) {
    return new BundleFormatException(file, entry, offset, expected, found.toString());
  }

  /** A fault of an entry's meaning, which no single byte is to blame for. */
  BundleFormatException inEntry(String entry, String expected, Object found) {
    return inEntry(entry, BundleFormatException.NO_OFFSET, expected, found);
  }

  /** Reads an entry that is one JSON object, to its last field. */
  <T> T readJson(String entry, String json, JsonFields.Reader<T> reader) throws IOException {
    try {
      JsonFields fields = JsonFields.parse(json);
      T value = reader.read(fields);
      fields.end();
      return value;
    } catch (JsonFormatException wrong) {
      throw inEntry(entry, wrong.expected(), wrong.found());
    } catch (IllegalArgumentException impossible) {
      throw inEntry(entry, "possible values", String.valueOf(impossible.getMessage()));
    }
  }

  /** A text that its own parser refuses. */
  BundleFormatException caused(String entry, String expected, Exception cause) {
    BundleFormatException fault = inEntry(entry, expected, String.valueOf(cause.getMessage()));
    fault.initCause(cause);
    return fault;
  }
}
