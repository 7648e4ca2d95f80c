package dev.ember.converter.export;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The folder of an export in the making, beside its target and named after it, so that an export to
 * the same target finds what one that was stopped had finished. One export at a time has it.
 */
final class ScratchFolder implements Closeable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;
  private final Deletion deletion;
  private final Consumer<Path> left;
  private boolean kept;

  /** How a file is deleted. */
  @FunctionalInterface
  interface Deletion {
    void delete(Path file) throws IOException;
  }

  private ScratchFolder(Path folder, FileChannel lock, Deletion deletion, Consumer<Path> left) {
    this.folder = folder;
    this.lock = lock;
    this.deletion = deletion;
    this.left = left;
  }

  /**
   * Opens, or makes, the folder and those above it.
   *
   * @throws IOException if another export to the same target is running
   */
  static ScratchFolder of(Path target) throws IOException {
    return of(target, Files::delete, file -> {});
  }

  /**
   * As above.
   *
   * @param left hears at the end of each file that cannot be deleted
   */
  static ScratchFolder of(Path target, Deletion deletion, Consumer<Path> left) throws IOException {
    Path folder = folderOf(target);
    Files.createDirectories(folder);
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IOException("expected no other export to " + target + " but one is running");
    }
    return new ScratchFolder(folder, channel, deletion, left);
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

  /**
   * Deletes the folder, unless it is to be kept. A file that the system does not let go, as Windows
   * keeps one that is mapped, stays for the next export to the same target: the work is done, and
   * does not fail for it.
   */
  @Override
  public void close() throws IOException {
    lock.close();
    if (kept) {
      return;
    }
    boolean empty = true;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        empty &= tryDelete(file);
      }
    }
    if (empty) {
      tryDelete(folder);
    }
  }

  private boolean tryDelete(Path file) throws IOException {
    try {
      deletion.delete(file);
      return true;
    } catch (FileSystemException held) {
      left.accept(file);
      return false;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException withinThisProgram) {
      return false;
    }
  }
}
