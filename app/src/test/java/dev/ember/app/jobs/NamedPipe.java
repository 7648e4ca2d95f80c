package dev.ember.app.jobs;

import android.os.ParcelFileDescriptor;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reading end of a pipe of the operating system, which no one can seek in. Android says -1 for
 * its length, Robolectric what its name in the file system has.
 */
final class NamedPipe extends ParcelFileDescriptor {
  private NamedPipe(ParcelFileDescriptor readingEnd) {
    super(readingEnd);
  }

  @Override
  public long getStatSize() {
    return -1;
  }

  /** A pipe that a thread writes all of {@code file} into, unless its reader closes it before. */
  static ParcelFileDescriptor of(Path file) throws FileNotFoundException {
    File pipe = make(file);
    Thread writer = new Thread(() -> write(file, pipe.toPath()), "pipe");
    writer.setDaemon(true);
    writer.start();
    return new NamedPipe(ParcelFileDescriptor.open(pipe, ParcelFileDescriptor.MODE_READ_ONLY));
  }

  private static File make(Path file) {
    try {
      Path pipe = Files.createTempDirectory(file.getParent(), "pipe").resolve("pipe");
      Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
      if (made.waitFor() != 0) {
        throw new IOException("mkfifo ended with " + made.exitValue());
      }
      return pipe.toFile();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException nobody) {
      throw new AssertionError("nobody interrupts a test", nobody);
    }
  }

  private static void write(Path file, Path pipe) {
    try (OutputStream out = Files.newOutputStream(pipe)) {
      Files.copy(file, out);
    } catch (IOException closed) {
      return; // its reader has seen enough
    }
  }
}
