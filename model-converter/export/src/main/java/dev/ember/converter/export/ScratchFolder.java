package dev.ember.converter.export;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder of an export in the making, beside its target and named after it, so that an export to
 * the same target finds what one that was stopped had finished. One export at a time has it.
 */
final class ScratchFolder implements Closeable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;
  private boolean kept;

  private ScratchFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens, or makes, the folder and those above it.
   *
   * @throws IOException if another export to the same target is running
   */
  static ScratchFolder of(Path target) throws IOException {
    Path folder = folderOf(target);
    Files.createDirectories(folder);
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IOException("expected no other export to " + target + " but one is running");
    }
    return new ScratchFolder(folder, channel);
  }

  private static Path folderOf(Path target) {
    Path beside = Objects.requireNonNull(target.toAbsolutePath().getParent(), "target's folder");
    return beside.resolve("." + target.getFileName() + ".part");
  }

  /** What an export to {@code target} that was stopped has left; 0 if there was none. */
  static long bytesOf(Path target) throws IOException {
    Path folder = folderOf(target);
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  Path path() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Lets what is there outlive this export. */
  void keep() {
    kept = true;
  }

  /** Deletes the folder, unless it is to be kept. */
  @Override
  public void close() throws IOException {
    lock.close();
    if (kept) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException withinThisProgram) {
      return false;
    }
  }
}
