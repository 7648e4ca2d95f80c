package dev.ember.converter.export.weights;

/**
 * The upper triangular U with {@code U^T U = (H + d)^-1}, where H is the second moment of some of a
 * layer's inputs and d a damping: the rows of U say how an error in one weight is best made up for
 * by those behind it (GPTQ, Frantar et al. 2022).
 *
 * <p>With the inputs in the opposite order, U is the inverse of H's Cholesky factor.
 */
final class InverseFactor {
  /** Share of the mean of the diagonal that is added to it, as in the paper. */
  private static final double DAMPING = 0.01;

  private static final int TOKENS_AT_ONCE = 4;

  /** Rows whose sums stay near the processor while all tokens go by: a quarter of a mebibyte. */
  private static final int ROWS_AT_ONCE = 64;

  private final int size;
  private final double[][] rows; // [size][size]

  private InverseFactor(int size) {
    this.size = size;
    rows = new double[size][size];
  }

  /**
   * Of the inputs {@code from .. from + size}.
   *
   * @return {@code [size][size]}; whole rows, so that what goes along one goes along weights at the
   *     same index, as vector instructions do
   */
  static float[][] of(LayerInputs inputs, int from, int size) {
    InverseFactor factor = new InverseFactor(size);
    factor.addMoments(inputs, from);
    factor.damp();
    factor.decompose();
    return factor.inverted();
  }

  /** Upper triangle, in the opposite order of the inputs; each sum takes token after token. */
  private void addMoments(LayerInputs inputs, int from) {
    for (int first = 0; first < size; first += ROWS_AT_ONCE) {
      addMoments(inputs, from, first, Math.min(first + ROWS_AT_ONCE, size));
    }
  }

  /** Rows {@code first .. end}, four tokens in a pass. */
  private void addMoments(LayerInputs inputs, int from, int first, int end) {
    double[][] x = new double[TOKENS_AT_ONCE][size];
    for (int t = 0; t < inputs.count(); t += TOKENS_AT_ONCE) {
      int tokens = Math.min(TOKENS_AT_ONCE, inputs.count() - t);
      for (int k = 0; k < tokens; k++) {
        int last = (t + k) * inputs.columns() + from + size - 1;
        for (int i = first; i < size; i++) {
          x[k][i] = inputs.values()[last - i];
        }
      }
      for (int i = first; i < end; i++) {
        if (tokens == TOKENS_AT_ONCE) {
          addFour(i, x[0], x[1], x[2], x[3]);
        } else {
          for (int k = 0; k < tokens; k++) {
            addOne(i, x[k]);
          }
        }
      }
    }
  }

  private void addFour(int i, double[] x0, double[] x1, double[] x2, double[] x3) {
    double[] row = rows[i];
    double f0 = x0[i];
    double f1 = x1[i];
    double f2 = x2[i];
    double f3 = x3[i];
    for (int j = i; j < size; j++) {
      row[j] = row[j] + f0 * x0[j] + f1 * x1[j] + f2 * x2[j] + f3 * x3[j];
    }
  }

  private void addOne(int i, double[] x) {
    double[] row = rows[i];
    double factor = x[i];
    for (int j = i; j < size; j++) {
      row[j] += factor * x[j];
    }
  }

  private void damp() {
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += rows[i][i];
    }
    double added = trace > 0 ? DAMPING * trace / size : 1;
    for (int i = 0; i < size; i++) {
      rows[i][i] += added;
    }
  }

  /** R with {@code R^T R = H}, R upper triangular, in place. */
  private void decompose() {
    for (int k = 0; k < size; k++) {
      double[] pivot = rows[k];
      double root = Math.sqrt(pivot[k]);
      for (int j = k; j < size; j++) {
        pivot[j] /= root;
      }
      for (int i = k + 1; i < size; i++) {
        double[] row = rows[i];
        double factor = pivot[i];
        for (int j = i; j < size; j++) {
          row[j] -= factor * pivot[j];
        }
      }
    }
  }

  /** The lower triangular inverse of R transposed, turned back to the inputs' order. */
  private float[][] inverted() {
    double[][] inverse = new double[size][]; // the i-th row has i + 1 values
    float[][] turned = new float[size][];
    for (int i = 0; i < size; i++) {
      double[] row = new double[i + 1];
      row[i] = 1;
      for (int k = 0; k < i; k++) {
        double factor = rows[k][i];
        double[] before = inverse[k];
        for (int j = 0; j <= k; j++) {
          row[j] -= factor * before[j];
        }
      }
      float[] forward = new float[size];
      for (int j = 0; j <= i; j++) {
        row[j] /= rows[i][i];
        forward[size - 1 - j] = (float) row[j];
      }
      inverse[i] = row;
      turned[size - 1 - i] = forward;
    }
    return turned;
  }
}
