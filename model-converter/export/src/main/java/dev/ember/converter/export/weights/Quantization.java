package dev.ember.converter.export.weights;

/** How the linear layers and the embedding are stored. The gains of norms are always float32. */
public enum Quantization {
  /** Eight bits a weight, one scale for each output channel, zero point 0. */
  INT8_PER_CHANNEL("int8-per-channel", 1),
  /** As in the checkpoint: for tests and for measuring what quantization costs. */
  FLOAT32("float32", Float.BYTES);

  private final String manifestName;
  private final int bytesPerWeight;

  Quantization(String manifestName, int bytesPerWeight) {
    this.manifestName = manifestName;
    this.bytesPerWeight = bytesPerWeight;
  }

  /** The word for it in a bundle's manifest. */
  public String manifestName() {
    return manifestName;
  }

  public int bytesPerWeight() {
    return bytesPerWeight;
  }
}
