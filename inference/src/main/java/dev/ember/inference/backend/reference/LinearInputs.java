package dev.ember.inference.backend.reference;

/** What linear layers see of their inputs: shown to an observer, then rounded if that is asked. */
final class LinearInputs {
  private final Activations activations;
  private final LinearObserver observer;
  private float[] rounded = new float[0]; // [T, columns] of the largest so far
  private float[][] transposed = new float[0][]; // [columns][T] of the latest T

  LinearInputs(Activations activations, LinearObserver observer) {
    this.activations = activations;
    this.observer = observer;
  }

  /** The rows as the layer multiplies them: {@code x} itself, or an array that is used again. */
  float[] prepare(String weight, float[] x, int count, int columns) {
    observer.onInput(weight, x, count);
    if (activations == Activations.FLOAT32) {
      return x;
    }
    if (rounded.length < count * columns) {
      rounded = new float[count * columns];
    }
    for (int t = 0; t < count; t++) {
      RowQuantizer.round(x, t * columns, columns, rounded);
    }
    return rounded;
  }

  /** Rows {@code [count, columns]} as columns {@code [columns][count]}, in arrays used again. */
  float[][] transpose(float[] rows, int count, int columns) {
    if (transposed.length < columns || transposed[0].length != count) {
      transposed = new float[Math.max(columns, transposed.length)][count];
    }
    for (int i = 0; i < columns; i++) {
      for (int t = 0; t < count; t++) {
        transposed[i][t] = rows[t * columns + i];
      }
    }
    return transposed;
  }
}
