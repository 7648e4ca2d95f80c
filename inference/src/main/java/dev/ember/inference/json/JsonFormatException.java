package dev.ember.inference.json;

import java.io.IOException;

/** A JSON text that is not what its reader expects. */
public final class JsonFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String expected;
  private final String found;

  JsonFormatException(String path, String expected, String found) {
    super(path + ": expected " + expected + " but found " + found);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }

  /** The same error in a text that has a name. */
  JsonFormatException in(String origin) {
    JsonFormatException named = new JsonFormatException(origin + ": " + path, expected, found);
    named.initCause(this);
    return named;
  }

  /** What should stand there, and where: {@code "an integer at $.config.heads"}. */
  public String expected() {
    return expected + " at " + path;
  }

  /** What stands there instead. */
  public String found() {
    return found;
  }
}
