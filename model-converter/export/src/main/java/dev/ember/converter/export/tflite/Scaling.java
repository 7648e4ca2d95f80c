package dev.ember.converter.export.tflite;

import org.jspecify.annotations.Nullable;

/** How the integers of a constant become numbers: the schema's {@code QuantizationParameters}. */
final class Scaling {
  private final String name;
  private final float[] rowScales; // [rows], or empty
  private final @Nullable GraphTensor blockScales; // float16 [rows, columns / 32]

  private Scaling(String name, float[] rowScales, @Nullable GraphTensor blockScales) {
    this.name = name;
    this.rowScales = rowScales;
    this.blockScales = blockScales;
  }

  /**
   * One scale a row.
   *
   * @param name of the scales: subgraphs that use the same name share one table
   */
  static Scaling byRow(String name, float[] scales) {
    return new Scaling(name, scales, null);
  }

  /** One scale for each 32 columns, in a tensor of the same subgraph. */
  static Scaling byBlock(GraphTensor scales) {
    return new Scaling("", new float[0], scales);
  }

  String name() {
    return name;
  }

  float[] rowScales() {
    return rowScales;
  }

  @Nullable GraphTensor blockScales() {
    return blockScales;
  }
}
