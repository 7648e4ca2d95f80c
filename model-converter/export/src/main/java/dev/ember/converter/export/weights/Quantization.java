package dev.ember.converter.export.weights;

/**
 * How the linear layers and the embedding are stored. Gains and biases are always float32. What
 * each costs is measured in {@code docs/QUANTIZATION.md}.
 *
 * <p>Four bits with one scale a row are not offered: the predictions of a small model diverge by
 * 0.8 nats.
 */
public enum Quantization {
  /** Eight bits a weight, one scale for each output channel, zero point 0. */
  INT8_PER_CHANNEL("int8-per-channel"),

  /** The feed-forward layers in 4-bit blocks of 32, everything else as int8. */
  SMALL("small"),

  /**
   * A 4-bit source's own grid, carried over exactly, and what the source has in another form as
   * int8. Only for a {@link GridSource}.
   */
  KEEP("keep"),

  /** Halves: half the file, but float32 in memory and in speed. */
  FLOAT16("float16"),

  /** As in the checkpoint: for tests and for measuring what quantization costs. */
  FLOAT32("float32");

  private final String manifestName;

  Quantization(String manifestName) {
    this.manifestName = manifestName;
  }

  /** The word for it in a bundle's manifest. */
  public String manifestName() {
    return manifestName;
  }
}
