package dev.ember.inference.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** What a reader does with a file changed at random: it answers, or blames the file. */
public final class FuzzCase {
  /** Reads a file, and asks for all that a caller may ask. */
  public interface Reading {
    void read() throws IOException;
  }

  private FuzzCase() {}

  /**
   * Whether the file is blamed; anything else that is thrown fails the test and names the case.
   *
   * @param blame what alone may be thrown
   * @param words each of them in its message, which is never empty
   */
  public static boolean isRefused(
      int number, Class<? extends IOException> blame, Reading reading, String... words) {
    try {
      reading.read();
      return false;
    } catch (IOException | RuntimeException | Error thrown) {
      if (!blame.isInstance(thrown)) {
        throw new AssertionError("case " + number, thrown);
      }
      assertThat(thrown.getMessage()).as("case %d", number).isNotEmpty();
      for (String word : words) {
        assertThat(thrown.getMessage()).as("case %d", number).contains(word);
      }
      return true;
    }
  }
}
