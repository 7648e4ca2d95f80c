package dev.ember.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.Test;

public final class PrincipalPlaneTest {
  /** The iteration ends when an axis turns less than 1e-10; coordinates are a few units. */
  private static final double SETTLED = 1e-3;

  private static final int VECTORS = 200;
  private static final int SIZE = 40;

  @Test
  public void of_randomCloud_isTheLibrarysPlane() {
    assertIsTheLibrarys(cloud(SIZE, VECTORS, 3));
  }

  @Test
  public void of_fewVectorsOfManyNumbers_isTheLibrarysPlane() {
    assertIsTheLibrarys(cloud(SIZE, SIZE / 2, 5));
  }

  private static void assertIsTheLibrarys(List<float[]> cloud) {
    PrincipalPlane plane = PrincipalPlane.of(cloud);
    RealMatrix data = matrix(cloud);
    EigenDecomposition library = new EigenDecomposition(new Covariance(data).getCovarianceMatrix());
    double total = 0;
    for (double eigenvalue : library.getRealEigenvalues()) {
      total += eigenvalue;
    }
    for (int axis = 0; axis < 2; axis++) {
      assertThat(plane.explained(axis))
          .isCloseTo(library.getRealEigenvalue(axis) / total, within(SETTLED));
      double[] theirs = library.getEigenvector(axis).toArray();
      double sign = sign(theirs);
      for (float[] vector : cloud) {
        double expected = 0;
        for (int i = 0; i < SIZE; i++) {
          double mean = mean(data.getColumn(i));
          expected += sign * theirs[i] * (vector[i] - mean);
        }
        assertThat(plane.coordinate(vector, axis)).isCloseTo(expected, within(SETTLED));
      }
    }
  }

  @Test
  public void of_flatCloud_explainsAllOfIt() {
    List<float[]> cloud = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < VECTORS; i++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian() / 2;
      cloud.add(new float[] {3 * a, b, a - b, 7});
    }
    PrincipalPlane plane = PrincipalPlane.of(cloud);
    assertThat(plane.explained(0) + plane.explained(1)).isCloseTo(1, within(SETTLED));
  }

  @Test
  public void of_onePointManyTimes_isInTheMiddle() {
    float[] point = {1, 2, 3};
    PrincipalPlane plane = PrincipalPlane.of(List.of(point, point, point));
    assertThat(plane.coordinate(point, 0)).isCloseTo(0, within(SETTLED));
    assertThat(plane.explained(0)).isLessThanOrEqualTo(1);
  }

  @Test
  public void of_twoVectors_throws() {
    assertThatThrownBy(() -> PrincipalPlane.of(List.of(new float[2], new float[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least 3 vectors but found 2");
  }

  @Test
  public void of_vectorsOfTwoSizes_throws() {
    assertThatThrownBy(() -> PrincipalPlane.of(List.of(new float[2], new float[3], new float[2])))
        .hasMessageContaining("of one size");
  }

  /** Wide in two directions of its own, and noise in all. */
  private static List<float[]> cloud(int size, int vectors, long seed) {
    Random random = new Random(seed);
    float[] first = new float[size];
    float[] second = new float[size];
    for (int i = 0; i < size; i++) {
      first[i] = (float) random.nextGaussian();
      second[i] = (float) random.nextGaussian();
    }
    List<float[]> cloud = new ArrayList<>();
    for (int n = 0; n < vectors; n++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian() / 2;
      float[] vector = new float[size];
      for (int i = 0; i < size; i++) {
        vector[i] = (float) (a * first[i] + b * second[i] + random.nextGaussian() / 4 + 1);
      }
      cloud.add(vector);
    }
    return cloud;
  }

  private static RealMatrix matrix(List<float[]> cloud) {
    double[][] rows = new double[cloud.size()][];
    for (int n = 0; n < rows.length; n++) {
      float[] vector = cloud.get(n);
      rows[n] = new double[vector.length];
      for (int i = 0; i < vector.length; i++) {
        rows[n][i] = vector[i];
      }
    }
    return MatrixUtils.createRealMatrix(rows);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** So that the largest part of an axis is positive. */
  private static double sign(double[] axis) {
    double largest = 0;
    for (double value : axis) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    return Math.signum(largest);
  }
}
