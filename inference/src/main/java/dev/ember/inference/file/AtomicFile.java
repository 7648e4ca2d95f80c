package dev.ember.inference.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
    } finally {
      Files.deleteIfExists(temporary); // there only if something above threw
    }
    forceFolder(folder);
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
