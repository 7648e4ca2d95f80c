package dev.ember.inference.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * SentencePiece's compiled table of replacements ({@code precompiled_charsmap}): at each place the
 * longest sequence that the table knows is replaced, other characters stay.
 *
 * <p>The table is the size of a trie in bytes, the trie (a double array of Darts-clone, little
 * endian), then the replacements, each ended by a zero byte.
 */
public final class CharacterMap implements Normalization {
  private static final int NONE = -1;

  /** Of UTF-8 for each of UTF-16: a surrogate stands for two of a pair's four. */
  private static final int MAX_BYTES_OF_A_CHARACTER = 3;

  /** Bits of a unit of Darts-clone: see its {@code DoubleArrayUnit}. */
  private static final int LABEL_BITS = 0x800000FF;

  private static final int VALUE_BITS = 0x7FFFFFFF;
  private static final int LEAF_SHIFT = 8;
  private static final int OFFSET_SHIFT = 10;
  private static final int WIDE_OFFSET_BIT = 1 << 9;
  private static final int WIDE_OFFSET_SHIFT = 6;

  private final byte[] compiled;
  private final int[] units;
  private final int replacements; // where they start in compiled

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if the sizes in it do not fit its length
   */
  public CharacterMap(byte[] compiled) {
    this.compiled = compiled.clone();
    ByteBuffer bytes = ByteBuffer.wrap(this.compiled).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = compiled.length < Integer.BYTES ? NONE : bytes.getInt();
    if (trieBytes < Integer.BYTES
        || trieBytes % Integer.BYTES != 0
        || trieBytes > compiled.length - Integer.BYTES) {
      throw new IllegalArgumentException(
          "expected a map of characters whose trie fits "
              + compiled.length
              + " bytes but found one of "
              + trieBytes);
    }
    units = new int[trieBytes / Integer.BYTES];
    bytes.asIntBuffer().get(units);
    replacements = Integer.BYTES + trieBytes;
  }

  /** The table as it was read, a copy. */
  byte[] compiled() {
    return compiled.clone();
  }

  @Override
  public String apply(String text, int limit) {
    byte[] input = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream output = new ByteArrayOutputStream(input.length);
    int at = 0;
    while (at < input.length) {
      long match = longestMatch(input, at);
      if (match == NONE) {
        int length = sequenceLength(input[at]);
        output.write(input, at, Math.min(length, input.length - at));
        at += length;
      } else {
        writeReplacement((int) match, output);
        at += (int) (match >>> Integer.SIZE);
      }
      Growth.require(output.size() / MAX_BYTES_OF_A_CHARACTER, limit);
    }
    String mapped = new String(output.toByteArray(), StandardCharsets.UTF_8);
    Growth.require(mapped.length(), limit);
    return mapped;
  }

  /** Length of the match in the upper half, place of its replacement in the lower; or none. */
  private long longestMatch(byte[] input, int start) {
    long match = NONE;
    int node = offset(units[0]);
    for (int i = start; i < input.length && input[i] != 0; i++) {
      int label = input[i] & 0xFF;
      node ^= label;
      if (node < 0 || node >= units.length || (units[node] & LABEL_BITS) != label) {
        break;
      }
      boolean leaf = ((units[node] >>> LEAF_SHIFT) & 1) == 1;
      node ^= offset(units[node]);
      if (leaf && node >= 0 && node < units.length) {
        match = ((long) (i + 1 - start) << Integer.SIZE) | (units[node] & VALUE_BITS);
      }
    }
    return match;
  }

  private void writeReplacement(int place, ByteArrayOutputStream output) {
    for (int i = place; i < compiled.length - replacements; i++) {
      byte b = compiled[replacements + i];
      if (b == 0) {
        return;
      }
      output.write(b);
    }
  }

  private static int offset(int unit) {
    return (unit >>> OFFSET_SHIFT) << ((unit & WIDE_OFFSET_BIT) >>> WIDE_OFFSET_SHIFT);
  }

  /** Bytes of the UTF-8 sequence that a byte begins. */
  private static int sequenceLength(byte first) {
    int lead = first & 0xFF;
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }
}
