package dev.ember.inference.bundle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) as 64 lower-case hex digits. */
public final class Sha256 {
  private static final String DIGITS = "0123456789abcdef";

  private Sha256() {}

  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java and every Android has SHA-256", impossible);
    }
  }

  public static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte value : bytes) {
      text.append(DIGITS.charAt((value >> 4) & 15)).append(DIGITS.charAt(value & 15));
    }
    return text.toString();
  }
}
