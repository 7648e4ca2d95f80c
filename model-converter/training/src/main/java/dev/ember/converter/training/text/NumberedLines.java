package dev.ember.converter.training.text;

import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/** Reads text line by line, and names file and line where one is at fault. */
public final class NumberedLines {

  /** Takes one line. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Blank lines are left out.
     *
     * @throws IllegalArgumentException saying what is wrong with it; so may {@link
     *     JsonParseException}
     */
    void take(String line, int number);
  }

  private NumberedLines() {}

  /**
   * Gives all lines away.
   *
   * @param name what a message calls the file
   * @throws IOException naming file and line of the first that the taker refuses
   */
  public static void read(BufferedReader lines, String name, Taker taker) throws IOException {
    try {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          take(line, number, name, taker);
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(name + ": expected UTF-8 but found other bytes", e);
    }
  }

  private static void take(String line, int number, String name, Taker taker) throws IOException {
    try {
      taker.take(line, number);
    } catch (JsonParseException | IllegalArgumentException e) {
      throw new IOException(name + ", line " + number + ": " + firstLine(e), e);
    }
  }

  /** Gson's messages go on with where to read more. */
  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).split("\\R", 2)[0];
  }
}
