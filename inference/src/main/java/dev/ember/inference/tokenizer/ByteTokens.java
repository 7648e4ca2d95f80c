package dev.ember.inference.tokenizer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The tokens {@code <0x00>} to {@code <0xFF>} of single bytes. */
final class ByteTokens {
  static final int NO_BYTE = -1;

  private static final int BYTES = 256;
  private static final int HEX = 16;
  private static final int NAME_LENGTH = 6;
  private static final int MISSING = -1;

  private final int[] ids = new int[BYTES]; // by unsigned byte

  ByteTokens(Map<String, Integer> vocabulary) {
    Arrays.fill(ids, MISSING);
    for (int b = 0; b < BYTES; b++) {
      Integer id = vocabulary.get(name(b));
      if (id != null) {
        ids[b] = id;
      }
    }
  }

  /** The name of a byte's token: {@code "<0x0A>"}. */
  static String name(int unsignedByte) {
    String digits = Integer.toHexString(unsignedByte).toUpperCase(Locale.ROOT);
    return (digits.length() == 1 ? "<0x0" : "<0x") + digits + ">";
  }

  /** The unsigned byte that a token of the name stands for, or {@link #NO_BYTE}. */
  static int byteOf(String name) {
    if (name.length() != NAME_LENGTH || !name.startsWith("<0x") || name.charAt(5) != '>') {
      return NO_BYTE;
    }
    int high = Character.digit(name.charAt(3), HEX);
    int low = Character.digit(name.charAt(4), HEX);
    return high < 0 || low < 0 ? NO_BYTE : HEX * high + low;
  }

  /** Adds the tokens of all bytes, or of none if one has no token. */
  boolean addAll(byte[] bytes, IntList to) {
    for (byte b : bytes) {
      if (ids[b & 0xFF] == MISSING) {
        return false;
      }
    }
    for (byte b : bytes) {
      to.add(ids[b & 0xFF]);
    }
    return true;
  }
}
