package dev.ember.inference.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file so that a reader sees the old content or the new, never a part: the content goes to
 * a temporary file beside the target, is forced to the disk, and is then moved over the target in
 * one step. When writing fails, the temporary file is deleted and the target is as it was.
 */
public final class AtomicFile {

  /** Writes a file's content from its start. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Replaces {@code target}, whose folder must exist.
   *
   * @throws IOException if the content throws it, or the disk is full or refuses
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "target's folder");
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, READ, WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary); // there only if something above threw
    }
    forceFolder(folder);
  }

  /** Makes the move itself survive a power cut. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException notSupported) {
      // Windows opens no folder as a file; there the file system's journal has to do.
    }
  }
}
