package dev.ember.inference.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes a file so that a reader sees the old content or the new, never a part: the content goes to
 * a temporary file beside the target, is forced to the disk, and is then moved over the target in
 * one step. When writing fails, the temporary file is deleted and the target is as it was.
 */
public final class AtomicFile {
  private static final String SUFFIX = ".tmp";
  private static final int UUID_CHARACTERS = 36;

  /** {@code .target.UUID.tmp}. */
  private static final Pattern LEFTOVER =
      Pattern.compile(
          "\\..+\\.[0-9a-f-]{" + UUID_CHARACTERS + "}" + Pattern.quote(SUFFIX), Pattern.DOTALL);

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
    Path folder = folderOf(target);
    Path temporary = folder.resolve(prefix(target) + UUID.randomUUID() + SUFFIX);
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, READ, WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw temporary.toString().equals(e.getFile()) ? refused(target, e) : e;
    } finally {
      discard(temporary); // there only if something above threw
    }
    forceFolder(folder);
  }

  private static void discard(Path temporary) throws IOException {
    try {
      Files.deleteIfExists(temporary);
    } catch (FileSystemException refused) {
      if (Files.exists(temporary)) {
        throw refused; // else the name itself was too much, which was said already
      }
    }
  }

  /** What was said of the temporary file, of which the caller knows nothing, said of the target. */
  private static FileSystemException refused(Path target, FileSystemException failure) {
    String file = target.toString();
    String reason =
        failure.getReason() == null ? FileFault.of(failure) : failure.getReason(); // in words
    FileSystemException refused =
        failure instanceof AccessDeniedException
            ? new AccessDeniedException(file, null, "cannot be written: " + reason)
            : failure instanceof NoSuchFileException
                ? new NoSuchFileException(file, null, "cannot be written: no such folder")
                : new FileSystemException(file, null, "cannot be written: " + reason);
    refused.initCause(failure);
    return refused;
  }

  /**
   * Finds out before long work whether {@link #write(Path, Content)} could replace {@code target}.
   *
   * @throws IOException by the name of the target if it could not
   */
  public static void requireWritable(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException(target + ": expected a file to write but found a folder");
    }
    Path folder = folderOf(target);
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          target + ": expected a folder to write it into but found none at " + folder);
    }
    Path temporary = folder.resolve(prefix(target) + UUID.randomUUID() + SUFFIX);
    try {
      Files.createFile(temporary);
    } catch (FileSystemException e) {
      throw refused(target, e);
    }
    Files.delete(temporary);
  }

  /**
   * Finds out before the work whether {@code target} can be written once the folders that are
   * missing above it were made.
   *
   * @throws IOException by the name of {@code target} if not
   */
  public static void requirePossible(Path target) throws IOException {
    Path beside = folderOf(target);
    Path there = beside;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new IOException(
          target
              + ": expected a folder to write it into but found none"
              + (there == null ? "" : " that can be written at " + there));
    }
    if (there.equals(beside)) {
      requireWritable(target);
    }
  }

  /** Replaces {@code target} by a file of these bytes, as {@link #write(Path, Content)}. */
  public static void write(Path target, byte[] content) throws IOException {
    write(target, channel -> Buffers.writeFully(channel, ByteBuffer.wrap(content)));
  }

  /**
   * Deletes what writes of {@code target} have left that were ended from outside. Nobody may be
   * writing it meanwhile.
   */
  public static void deleteLeftovers(Path target) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folderOf(target), file -> isOf(target, file))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOf(Path target, Path file) {
    String name = String.valueOf(file.getFileName());
    return isLeftover(file)
        && name.startsWith(prefix(target))
        && name.length() == prefix(target).length() + UUID_CHARACTERS + SUFFIX.length();
  }

  /**
   * Whether a file is what a write has left that was ended from outside, of whichever target, or
   * what is being written now.
   */
  public static boolean isLeftover(Path file) {
    return LEFTOVER.matcher(String.valueOf(file.getFileName())).matches();
  }

  private static Path folderOf(Path target) {
    return Objects.requireNonNull(target.toAbsolutePath().getParent(), "target's folder");
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".";
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
