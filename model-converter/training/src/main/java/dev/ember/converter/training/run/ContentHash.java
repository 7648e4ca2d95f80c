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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What files hold, as a SHA-256 over their sizes and bytes: that a path is the same does not tell
 * that the model there is. A folder counts by the weights that lie in it.
 *
 * @param whole of all files in their order, 64 hexadecimal digits
 * @param files of each file by its path; of one that counts by its size alone, that
 */
public record ContentHash(String whole, Map<String, String> files) {
  /** A larger file counts by its size alone, so that no run waits long for its first step. */
  static final long MOST_BYTES = 2L << 30;

  private static final String WEIGHTS = ".safetensors";
  private static final int BLOCK_BYTES = 1 << 20;

  public ContentHash {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Reads the files, each once and as a stream. What is not there counts as nothing: whoever reads
   * it says so better.
   */
  static ContentHash of(Collection<Path> paths) throws IOException {
    return of(paths, MOST_BYTES);
  }

  /** The same with every file read to its end, however long that takes. */
  public static ContentHash ofWhole(Collection<Path> paths) throws IOException {
    return of(paths, Long.MAX_VALUE);
  }

  private static ContentHash of(Collection<Path> paths, long mostBytes) throws IOException {
    MessageDigest whole = Sha256.newDigest();
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Path path : paths) {
      for (Path file : files(path)) {
        hashes.put(file.toString(), add(file, whole, mostBytes));
      }
    }
    return new ContentHash(Sha256.hex(whole.digest()), hashes);
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

  /** The file's own hash, as {@code sha256sum} has it. */
  private static String add(Path file, MessageDigest whole, long mostBytes) throws IOException {
    long size = Files.size(file);
    whole.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
    if (size > mostBytes) {
      return size + " bytes";
    }
    MessageDigest own = Sha256.newDigest();
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        whole.update(block, 0, read);
        own.update(block, 0, read);
      }
    }
    return Sha256.hex(own.digest());
  }
}
