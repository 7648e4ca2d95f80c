package dev.ember.converter.training.sources;

import dev.ember.inference.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A public file of text, as a manifest names it.
 *
 * @param name without folders; its end tells the reader what is in it
 * @param what it holds, for people
 * @param lines how many of its first lines are read for a use; where there is none, all of it is
 *     read for all uses, and where there is one, only the uses that are named read it
 */
record SourceFile(
    String name, String what, Origin origin, Content content, Map<Use, Integer> lines) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.(txt|md|jsonl|json)(\\.gz)?");

  /**
   * Where a file comes from.
   *
   * @param source a repository at a revision, or an address, as people look it up
   * @param url of exactly these bytes, if there is one
   * @param authors the member of each line of JSON that names who wrote it, if there is one
   */
  record Origin(String source, String licence, @Nullable String url, @Nullable String authors) {}

  /**
   * The bytes of a file as it is, packed or not.
   *
   * @param sha256 64 digits in lower case
   */
  record Content(String sha256, long bytes) {
    Content {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "expected 64 hexadecimal digits in lower case as sha256 but found " + sha256);
      }
      if (bytes < 1) {
        throw new IllegalArgumentException("expected at least 1 as bytes but found " + bytes);
      }
    }

    /**
     * Holds a file to its size and hash.
     *
     * @throws IOException naming the file, what was expected and what was found
     */
    void check(Path file) throws IOException {
      long size = Files.size(file);
      if (size != bytes) {
        throw new IOException(file + ": expected " + bytes + " bytes but found " + size);
      }
      String found = hash(file);
      if (!found.equals(sha256)) {
        throw new IOException(file + ": expected SHA-256 " + sha256 + " but found " + found);
      }
    }

    private static String hash(Path file) throws IOException {
      MessageDigest digest = Sha256.newDigest();
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return Sha256.hex(digest.digest());
    }
  }

  SourceFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected a name without folders that ends in .txt, .md, .jsonl, .json or .gz of them"
              + " but found "
              + name);
    }
    lines = Map.copyOf(lines);
  }

  /** {@code tales.txt.gz} cut to two lines is {@code tales.first2.txt}. */
  String cutName(int count) {
    String plain = name.replaceFirst("\\.gz$", "");
    int dot = plain.lastIndexOf('.');
    return plain.substring(0, dot) + ".first" + count + plain.substring(dot);
  }
}
