package dev.ember.app.engine;

import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that came inside the APK, copied once to where it can be mapped. Its name carries the
 * installation it came with, so that an update of the app brings its own copy, and the name appears
 * only when the copy is whole.
 *
 * <h2>Threading model</h2>
 *
 * Safe on any thread; one at a time makes the copy.
 */
final class InstalledAsset {
  /** Opens the original. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final Source source;
  private final Path target;

  /**
   * @param folder for this asset alone: whatever else lies there is deleted
   * @param name begins the copy's name
   * @param installationMs when this version of the app was installed
   */
  InstalledAsset(Source source, Path folder, String name, long installationMs) {
    this.source = source;
    this.target = folder.resolve(name + "-" + installationMs);
  }

  /** The copy, made now if it is not there. */
  synchronized Path path() throws IOException {
    if (!Files.exists(target)) {
      Files.createDirectories(target.getParent());
      try (InputStream original = source.open()) {
        AtomicFile.write(target, channel -> copy(original, channel));
      }
      deleteOthers();
    }
    return target;
  }

  private static void copy(InputStream from, FileChannel to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      Buffers.writeFully(to, ByteBuffer.wrap(buffer, 0, read));
    }
  }

  /** Copies of former installations, and what a copy left that was cut off. */
  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
      for (Path file : files) {
        if (!file.equals(target)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Deletes the copy, for it is damaged. */
  synchronized void discard() throws IOException {
    Files.deleteIfExists(target);
  }
}
