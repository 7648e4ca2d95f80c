package dev.ember.converter.export.weights;

/** What a linear layer was fed over a calibration text: {@code [count, columns]}. */
public final class LayerInputs {
  private final float[] values; // [count, columns]
  private final int columns;

  /**
   * @param values {@code [count, columns]}, not copied; empty if nothing is known
   */
  public LayerInputs(float[] values, int columns) {
    this.values = values;
    this.columns = columns;
  }

  /** {@code [count, columns]}, not a copy. */
  public float[] values() {
    return values;
  }

  public int columns() {
    return columns;
  }

  /** How many tokens. */
  public int count() {
    return values.length / columns;
  }

  /** The mean square of each input, {@code [columns]}; ones if nothing is known. */
  float[] meanSquares() {
    double[] sums = new double[columns];
    for (int row = 0; row < count(); row++) {
      for (int i = 0; i < columns; i++) {
        double value = values[row * columns + i];
        sums[i] += value * value;
      }
    }
    float[] means = new float[columns];
    for (int i = 0; i < columns; i++) {
      means[i] = count() == 0 ? 1 : (float) (sums[i] / count());
    }
    return means;
  }
}
