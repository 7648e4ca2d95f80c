package dev.ember.inference.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a reader does with a file changed at random: it answers, or blames the file. */
public final class FuzzCase {
  /** Reads a file, and asks for all that a caller may ask. */
  public interface Reading {
    void read() throws IOException;
  }

  private FuzzCase() {}

  /**
   * Writes a file in place of another, not over it: to cut short one that is still mapped takes the
   * longer, the more maps there are, and file systems bring to the disk what is written over.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  /** As {@link #replace(Path, byte[])}, in UTF-8. */
  public static void replace(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8));
  }

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
