package dev.ember.converter.export.bundle;

import dev.ember.inference.model.DecoderConfig;

/** How much memory a loaded model takes, for the phone to refuse one that is too large. */
final class MemoryEstimate {
  /**
   * The mapped file, and XNNPACK's packed copy of the weights for each of the two signatures.
   * Measured at the 135M shape: a resident set of 2.9 (float32) to 3.5 (int8) times the file, the
   * JVM and the cache included.
   */
  private static final int COPIES_OF_WEIGHTS = 3;

  private MemoryEstimate() {}

  /** Bytes when loaded, with one full cache. */
  static long bytes(DecoderConfig config, long weightBytes) {
    long floatsOfCache = 2L * config.layers() * config.kvSize() * config.context();
    return COPIES_OF_WEIGHTS * weightBytes + floatsOfCache * Float.BYTES;
  }
}
