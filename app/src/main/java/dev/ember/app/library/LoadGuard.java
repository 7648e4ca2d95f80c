package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.RiskyLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Stands before a load: a native library that dies takes the process along, and what would have
 * been said about it. So a load leaves a mark that its end takes away; a mark that is still there
 * belongs to a process that died.
 *
 * <h2>Threading model</h2>
 *
 * The inference thread.
 */
final class LoadGuard {
  private final Path mark;
  private final LongSupplier freeBytes;

  /** What its user has been warned of in this process: the next try is meant. */
  private final Set<String> warned = new HashSet<>();

  /**
   * @param mark a file in a folder that is made when it is needed
   * @param freeBytes memory that the phone could give
   */
  LoadGuard(Path mark, LongSupplier freeBytes) {
    this.mark = mark;
    this.freeBytes = freeBytes;
  }

  /** Something to load. */
  @FunctionalInterface
  interface Load<T> {
    T run() throws IOException;
  }

  /**
   * Loads, unless its user has to be asked first.
   *
   * @param neededBytes as the model's maker estimated; 0 if unknown
   * @throws RiskyLoadException the first time, if the last load of this model killed the process,
   *     or there is too little memory
   */
  <T> T run(String id, long neededBytes, Load<T> load) throws IOException {
    if (id.equals(marked()) && warned.add("killed " + id)) {
      throw new RiskyLoadException(
          ModelState.Fault.KILLED, "the last process ended while it loaded model " + id);
    }
    long free = freeBytes.getAsLong();
    if (neededBytes > free && warned.add("memory " + id)) {
      throw new RiskyLoadException(
          ModelState.Fault.MEMORY,
          "expected " + neededBytes + " bytes of free memory but found " + free);
    }
    Files.createDirectories(mark.getParent());
    Files.write(mark, id.getBytes(UTF_8));
    try {
      return load.run();
    } finally {
      Files.deleteIfExists(mark); // whatever comes to here has not killed the process
    }
  }

  /** The last process died for another reason, and that is known: no warning of this model. */
  void forgive(String id) throws IOException {
    if (id.equals(marked())) {
      Files.deleteIfExists(mark);
    }
  }

  private String marked() throws IOException {
    return Files.exists(mark) ? new String(Files.readAllBytes(mark), UTF_8) : "";
  }
}
