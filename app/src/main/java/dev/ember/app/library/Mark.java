package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process does with a model at this moment, in a file that outlives it.
 *
 * @param id of the model
 * @param pid of the process; 0 if it did not say
 * @param atMs when it began, since the epoch
 */
record Mark(String id, Doing doing, int pid, long atMs) {

  /** What may kill a process. */
  enum Doing {
    LOADING,
    /** The first prompt of a loaded model. */
    ANSWERING
  }

  /** As {@code file} says; null if there is none. */
  static @Nullable Mark read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    boolean whole = lines.size() == 3 && lines.get(2).matches("\\d{1,9}");
    boolean answering = whole && lines.get(1).equals(Doing.ANSWERING.name());
    return new Mark(
        lines.isEmpty() ? "" : lines.get(0),
        answering ? Doing.ANSWERING : Doing.LOADING,
        whole ? Integer.parseInt(lines.get(2)) : 0,
        Files.getLastModifiedTime(file).toMillis());
  }

  /** Leaves a mark of a process; it need not outlive the phone. */
  static void write(Path file, String id, Doing doing, int pid) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(id, doing.name(), String.valueOf(pid)), UTF_8);
  }
}
