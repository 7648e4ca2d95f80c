package dev.ember.inference.embedding;

import java.util.List;
import java.util.Random;

/**
 * The plane in which a cloud of vectors is widest (principal component analysis: Pearson 1901), to
 * draw it as a map. Found by subspace iteration on the covariance, which for the hundreds of words
 * of a map takes a tenth of a second and no library of megabytes.
 */
public final class PrincipalPlane {
  /** Directions that are followed; the further ones only make the first two settle sooner. */
  private static final int FOLLOWED = 8;

  /** Enough for eigenvalues two per cent apart: 1.02 to the power of 600 is above 100,000. */
  private static final int ROUNDS = 600;

  /** Directions that turn less than this in a round have settled. */
  private static final double SETTLED = 1e-10;

  private static final long SEED = 20130117; // any: the plane does not depend on it

  private final double[] mean; // [E]
  private final double[][] axes; // 2 x [E], of length 1
  private final double[] variances; // [2]
  private final double total; // of all directions

  private PrincipalPlane(double[] mean, double[][] axes, double[] variances, double total) {
    this.mean = mean;
    this.axes = axes;
    this.variances = variances;
    this.total = total;
  }

  /**
   * The plane of a cloud.
   *
   * @param vectors at least three, all {@code [E]} with E at least 2
   * @throws IllegalArgumentException if there are fewer, or they differ in size
   */
  public static PrincipalPlane of(List<float[]> vectors) {
    requireCloud(vectors);
    int size = vectors.get(0).length;
    double[] mean = mean(vectors, size);
    double[][] cloud = centred(vectors, mean); // [N, E]
    boolean few = cloud.length < size;
    double[][] products = few ? gram(cloud) : covariance(cloud); // [N, N] or [E, E]
    double total = 0; // the trace, the same for both
    for (int i = 0; i < products.length; i++) {
      total += products[i][i];
    }
    double[][] axes = widest(products);
    double[][] images = multiply(axes, products);
    double[] variances = {dot(axes[0], images[0]), dot(axes[1], images[1])};
    if (few) {
      axes = orthonormal(spread(axes, cloud));
    }
    return new PrincipalPlane(
        mean, new double[][] {signed(axes[0]), signed(axes[1])}, variances, total);
  }

  /** The two directions in which a symmetric matrix stretches most. */
  private static double[][] widest(double[][] symmetric) {
    int size = symmetric.length;
    double[][] followed = start(Math.min(FOLLOWED, size), size);
    for (int round = 0; round < ROUNDS; round++) {
      double[][] turned = orthonormal(multiply(followed, symmetric));
      double moved = 0;
      for (int axis = 0; axis < 2; axis++) {
        moved = Math.max(moved, 1 - Math.abs(dot(turned[axis], followed[axis])));
      }
      followed = turned;
      if (moved < SETTLED) {
        break;
      }
    }
    return new double[][] {followed[0], followed[1]};
  }

  /**
   * Where a vector falls on the plane, from the middle of the cloud.
   *
   * @param axis 0, the widest, or 1
   */
  public double coordinate(float[] vector, int axis) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (vector[i] - mean[i]) * axes[axis][i];
    }
    return sum;
  }

  /** Which part of the cloud's variance an axis shows, 0 to 1. */
  public double explained(int axis) {
    return total == 0 ? 0 : Math.min(1, variances[axis] / total);
  }

  private static void requireCloud(List<float[]> vectors) {
    if (vectors.size() < 3) {
      throw new IllegalArgumentException("expected at least 3 vectors but found " + vectors.size());
    }
    int size = vectors.get(0).length;
    for (float[] vector : vectors) {
      if (vector.length != size || size < 2) {
        throw new IllegalArgumentException(
            "expected vectors of one size of at least 2 but found " + size + ", " + vector.length);
      }
    }
  }

  private static double[] mean(List<float[]> vectors, int size) {
    double[] mean = new double[size];
    for (float[] vector : vectors) {
      for (int i = 0; i < size; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }

  private static double[][] centred(List<float[]> vectors, double[] mean) {
    double[][] centred = new double[vectors.size()][mean.length]; // [N, E]
    for (int n = 0; n < centred.length; n++) {
      for (int i = 0; i < mean.length; i++) {
        centred[n][i] = vectors.get(n)[i] - mean[i];
      }
    }
    return centred;
  }

  private static double[][] covariance(double[][] cloud) {
    int size = cloud[0].length;
    double[][] sums = new double[size][size];
    for (double[] centred : cloud) {
      for (int i = 0; i < size; i++) {
        double factor = centred[i] / (cloud.length - 1);
        double[] row = sums[i];
        for (int j = 0; j < size; j++) {
          row[j] += factor * centred[j];
        }
      }
    }
    return sums;
  }

  /**
   * The products of each two of a few vectors of many numbers. It has the eigenvalues of their
   * covariance, and of its eigenvectors {@link #spread} makes those of the covariance, without a
   * matrix of the size of a model's width squared.
   */
  private static double[][] gram(double[][] cloud) {
    double[][] products = new double[cloud.length][cloud.length];
    for (int i = 0; i < cloud.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(cloud[i], cloud[j]) / (cloud.length - 1);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  private static double[][] spread(double[][] shares, double[][] cloud) {
    double[][] directions = new double[shares.length][cloud[0].length];
    for (int d = 0; d < shares.length; d++) {
      for (int n = 0; n < cloud.length; n++) {
        for (int i = 0; i < cloud[n].length; i++) {
          directions[d][i] += shares[d][n] * cloud[n][i];
        }
      }
    }
    return directions;
  }

  private static double[][] start(int count, int size) {
    Random random = new Random(SEED);
    double[][] directions = new double[count][size];
    for (double[] direction : directions) {
      for (int i = 0; i < size; i++) {
        direction[i] = random.nextGaussian();
      }
    }
    return orthonormal(directions);
  }

  /** Each direction through a symmetric matrix. */
  private static double[][] multiply(double[][] directions, double[][] symmetric) {
    double[][] images = new double[directions.length][];
    for (int d = 0; d < directions.length; d++) {
      double[] image = new double[symmetric.length];
      for (int i = 0; i < symmetric.length; i++) {
        image[i] = dot(symmetric[i], directions[d]);
      }
      images[d] = image;
    }
    return images;
  }

  /** Gram and Schmidt, in place; a direction that vanishes stays zero. */
  private static double[][] orthonormal(double[][] directions) {
    for (int d = 0; d < directions.length; d++) {
      for (int earlier = 0; earlier < d; earlier++) {
        double part = dot(directions[d], directions[earlier]);
        for (int i = 0; i < directions[d].length; i++) {
          directions[d][i] -= part * directions[earlier][i];
        }
      }
      double norm = Math.sqrt(dot(directions[d], directions[d]));
      for (int i = 0; i < directions[d].length; i++) {
        directions[d][i] = norm == 0 ? 0 : directions[d][i] / norm;
      }
    }
    return directions;
  }

  /** The same axis, its largest part positive, so that a map is never mirrored by chance. */
  private static double[] signed(double[] axis) {
    int largest = 0;
    for (int i = 1; i < axis.length; i++) {
      if (Math.abs(axis[i]) > Math.abs(axis[largest])) {
        largest = i;
      }
    }
    double sign = axis[largest] < 0 ? -1 : 1;
    double[] result = new double[axis.length];
    for (int i = 0; i < axis.length; i++) {
      result[i] = sign * axis[i];
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
