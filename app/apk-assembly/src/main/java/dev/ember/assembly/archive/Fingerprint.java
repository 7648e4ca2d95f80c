package dev.ember.assembly.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One hash over everything that a step reads: when it is the same, so is the result. */
public final class Fingerprint {

  private final MessageDigest digest = FileTree.newSha256();

  /** Adds a text, as an option's value. */
  public Fingerprint add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** Adds a file's content, or those of all files below a folder; an absent path adds its name. */
  public Fingerprint add(Path path) throws IOException {
    add(path.toString());
    if (Files.isRegularFile(path)) {
      return add(FileTree.sha256(path));
    }
    for (Path file : FileTree.files(path)) {
      add(path.relativize(file).toString());
      add(FileTree.sha256(file));
    }
    return this;
  }

  /** Adds the content of each path. */
  public Fingerprint addAll(Iterable<Path> paths) throws IOException {
    for (Path path : paths) {
      add(path);
    }
    return this;
  }

  /** Returns the hash in hexadecimal; nothing can be added afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
