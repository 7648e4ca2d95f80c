package dev.ember.converter.training.text;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which documents a model is judged by and never sees: one of so many, by a hash of its words, so
 * that the split hangs on no order and copies of a document lie on one side.
 *
 * @param oneIn one document of so many; 0 holds none out
 */
public record HeldOut(int oneIn) {
  /**
   * What {@code pretrain} and {@code sft} hold out unless told otherwise: one number for both, so
   * that tuning is judged by what pretraining did not see either.
   */
  public static final int USUAL = 50;

  public HeldOut {
    if (oneIn < 0 || oneIn == 1) {
      throw new IllegalArgumentException(
          "expected to hold out one document of at least 2, or 0 for none, but found " + oneIn);
    }
  }

  /** Whether a document is held out. */
  public boolean holds(Document document) {
    if (oneIn == 0) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(document.words().getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % oneIn == 0;
  }
}
