package dev.ember.inference.tokenizer;

import java.util.Arrays;

/**
 * The 256 printable characters by which a {@code tokenizer.json} spells bytes (GPT-2's
 * byte-to-unicode table): a space is {@code Ġ}, a line feed {@code Ċ}, a printable ASCII character
 * is itself.
 */
public final class ByteAlphabet {
  private static final int BYTES = 256;
  private static final int NONE = -1;

  /** The first character for a byte that is not printable itself. */
  private static final char FIRST_STAND_IN = 0x100;

  private static final char[] CHARACTERS = new char[BYTES];
  private static final int[] BYTE_OF = new int[2 * BYTES]; // by character; stand-ins end below 512

  static {
    Arrays.fill(BYTE_OF, NONE);
    char standIn = FIRST_STAND_IN;
    for (int b = 0; b < BYTES; b++) {
      CHARACTERS[b] = isPrintable(b) ? (char) b : standIn++;
      BYTE_OF[CHARACTERS[b]] = b;
    }
  }

  private ByteAlphabet() {}

  /** The character for an unsigned byte. */
  public static char character(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** Spells bytes: {@code " a"} becomes {@code "Ġa"}. */
  public static String spell(byte[] bytes) {
    char[] characters = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      characters[i] = CHARACTERS[bytes[i] & 0xFF];
    }
    return new String(characters);
  }

  /** Whether every character of {@code spelling} stands for a byte. */
  public static boolean canRead(String spelling) {
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c >= BYTE_OF.length || BYTE_OF[c] == NONE) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a spelling that {@link #canRead} accepts. */
  public static byte[] read(String spelling) {
    byte[] bytes = new byte[spelling.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) BYTE_OF[spelling.charAt(i)];
    }
    return bytes;
  }

  private static boolean isPrintable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
  }
}
