package dev.ember.inference.testing;

/** Measures of float arrays. */
public final class FloatArrays {

  private FloatArrays() {}

  /** The largest absolute difference; infinite where a value is not a number. */
  public static float maxDifference(float[] left, float[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "expected equal lengths but found " + left.length + ", " + right.length);
    }
    float most = 0;
    for (int i = 0; i < left.length; i++) {
      float difference = Math.abs(left[i] - right[i]);
      most = Math.max(most, Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference);
    }
    return most;
  }

  /** The index of the largest value, the lowest index of several. */
  public static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
