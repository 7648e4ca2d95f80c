package dev.ember.converter.cli.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the hub says a content hashes to. Large files have the SHA-256 of their bytes; small ones
 * are git blobs and have git's SHA-1 of a header with their length and the bytes.
 *
 * @param hex lower case
 */
public record ContentHash(Kind kind, String hex) {

  /** How the bytes are hashed. */
  public enum Kind {
    SHA_256("SHA-256", 64),
    GIT_BLOB("SHA-1", 40);

    private final String algorithm;
    private final int digits;

    Kind(String algorithm, int digits) {
      this.algorithm = algorithm;
      this.digits = digits;
    }

    int digits() {
      return digits;
    }
  }

  public ContentHash {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{" + kind.digits + "}")) {
      throw new IllegalArgumentException(
          "expected a hash of " + kind.digits + " hexadecimal digits but found " + hex);
    }
  }

  /** A digest that has seen what comes before a content of {@code bytes} bytes. */
  MessageDigest begin(long bytes) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(kind.algorithm);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new AssertionError(everyPlatformHasIt);
    }
    if (kind == Kind.GIT_BLOB) {
      digest.update(("blob " + bytes + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    return digest;
  }

  /** Whether the digest's content is this one; ends the digest. */
  boolean matches(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }
}
