package dev.ember.converter.cli.bench;

import java.util.ArrayList;
import java.util.List;

/** How byte-level BPE spells the 256 bytes: printable ones as they are, the others from 256 on. */
final class ByteSpelling {
  private static final int BYTE_VALUES = 256;

  private ByteSpelling() {}

  /** The spelling of each byte, in their order. */
  static List<String> all() {
    List<String> spellings = new ArrayList<>();
    int substitute = BYTE_VALUES;
    for (int value = 0; value < BYTE_VALUES; value++) {
      boolean printable =
          (value >= '!' && value <= '~')
              || (value >= '\u00a1' && value <= '\u00ac')
              || value >= '\u00ae';
      spellings.add(new String(Character.toChars(printable ? value : substitute++)));
    }
    return spellings;
  }
}
