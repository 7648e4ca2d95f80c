package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process had left the screen when it ended: a file says so from then until it is there
 * again, and outlives it.
 *
 * <h2>Threading model</h2>
 *
 * {@link #left} and {@link #back} in the order in which they happen, on one thread; {@link
 * #hadLeft} on any.
 */
final class Presence {
  private final Path file;
  private final String own;

  /**
   * @param file in a folder that is made when it is needed
   * @param own the id of this process
   */
  Presence(Path file, int own) {
    this.file = file;
    this.own = String.valueOf(own);
  }

  void left() {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, own.getBytes(UTF_8));
    } catch (IOException full) {
      return; // costs one question too many
    }
  }

  /** What a former process has left is kept: somebody may still ask about it. */
  void back() {
    try {
      if (is(own)) {
        Files.delete(file);
      }
    } catch (IOException refused) {
      return; // costs a question, should this process end on the screen
    }
  }

  /** Whether that process was not on the screen when it was last heard of. */
  boolean hadLeft(int pid) throws IOException {
    return is(String.valueOf(pid));
  }

  private boolean is(String process) throws IOException {
    return Files.exists(file) && new String(Files.readAllBytes(file), UTF_8).equals(process);
  }
}
