package dev.ember.converter.training.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that are small enough to be read as a whole. */
public final class Utf8File {
  private Utf8File() {}

  /**
   * Reads a file as {@link Files#readString} does, whose error names no file.
   *
   * @throws IOException if it cannot be read, or is not UTF-8
   */
  public static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException other) {
      throw new IOException(file + ": expected UTF-8 but found other bytes", other);
    }
  }
}
