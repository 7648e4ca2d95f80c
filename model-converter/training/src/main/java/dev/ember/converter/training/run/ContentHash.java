package dev.ember.converter.training.run;

import dev.ember.inference.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What files hold, as a SHA-256 over their sizes and bytes: that a path is the same does not tell
 * that the model there is. A folder counts by the weights that lie in it.
 */
final class ContentHash {
  /** A larger file counts by its size alone, so that no run waits long for its first step. */
  static final long MOST_BYTES = 2L << 30;

  private static final String WEIGHTS = ".safetensors";
  private static final int BLOCK_BYTES = 1 << 20;

  private ContentHash() {}

  /**
   * The hash in hexadecimal, 64 digits. What is not there counts as nothing: whoever reads it says
   * so better.
   */
  static String of(Collection<Path> paths) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    for (Path path : paths) {
      for (Path file : files(path)) {
        add(file, digest);
      }
    }
    return Sha256.hex(digest.digest());
  }

  private static List<Path> files(Path path) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        inside.filter(file -> file.toString().endsWith(WEIGHTS)).sorted().forEach(files::add);
      }
    } else if (Files.isRegularFile(path)) {
      files.add(path);
    }
    return files;
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    long size = Files.size(file);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
    if (size > MOST_BYTES) {
      return;
    }
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
  }
}
