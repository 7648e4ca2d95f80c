package dev.ember.app.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The database as it is at one moment, to be read for as long as another app's file takes, while
 * the database itself goes on.
 *
 * <p>It is a copy that is open and has no name any more: however the process ends, the system takes
 * its room back. Only a death while it is being made leaves a file, which the next one replaces.
 */
public final class Snapshot implements Closeable {
  private static final String COPY = "snapshot.db";

  private final InputStream bytes;

  private Snapshot(InputStream bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies a database. It must be at rest, its log emptied into it, until this returns: the disk
   * thread.
   *
   * @param folder for the copy
   * @throws IOException if there is no room for the copy
   */
  public static Snapshot of(Path database, Path folder) throws IOException {
    Path copy = folder.resolve(COPY);
    try {
      Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
      return new Snapshot(Files.newInputStream(copy));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** From its beginning, once. */
  InputStream bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
