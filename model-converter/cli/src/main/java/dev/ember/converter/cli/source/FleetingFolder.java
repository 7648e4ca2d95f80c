package dev.ember.converter.cli.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for large files that nobody needs later. It is deleted when it is closed, and when the
 * program is ended from outside while it is open.
 */
final class FleetingFolder implements Closeable {
  /** The work that goes on while the program ends may write another file, hardly more. */
  private static final int ATTEMPTS = 100;

  private final Path path;
  private final Thread hook = new Thread(this::deleteAtTheEnd, "ember-fleeting-folder");

  private FleetingFolder(Path path) {
    this.path = path;
  }

  /** Makes one among the temporary files. */
  static FleetingFolder create(String prefix) throws IOException {
    FleetingFolder folder = new FleetingFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(folder.hook);
    return folder;
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Deletes it, or as much of it as the system lets go: Windows keeps a file that is mapped, which
   * this tries once more when the program ends.
   */
  @Override
  public void close() {
    try {
      delete();
    } catch (IOException stillInUse) {
      return; // the hook stays
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook has run, or runs, and finds nothing.
    }
  }

  private void deleteAtTheEnd() {
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        delete();
        return;
      } catch (DirectoryNotEmptyException another) {
        Thread.yield();
      } catch (IOException refused) {
        System.err.println("ember: " + refused.getMessage() + " stays; nobody needs it");
        return;
      }
    }
  }

  private void delete() throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(path);
  }
}
