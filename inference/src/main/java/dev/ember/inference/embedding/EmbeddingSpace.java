package dev.ember.inference.embedding;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.TensorReader;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The directions in which a model's tokens point. Rows are dequantized one by one from the mapped
 * table, so that a space costs a float a token, and a ranking another.
 *
 * <p>A word of several tokens points where the mean of their unit vectors does. An analogy adds and
 * subtracts unit vectors (3CosAdd: Mikolov, Yih and Zweig 2013).
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
public final class EmbeddingSpace {
  private final TensorReader table; // [V, E]
  private final float[] norms; // [V]
  private final float[] row; // [E]

  /** Of an open bundle: measures each row once. */
  public EmbeddingSpace(Bundle bundle) {
    this(bundle.tensor(TensorName.EMBEDDING));
  }

  /**
   * Of a table alone: measures each row once.
   *
   * @param table {@code [V, E]}
   */
  public EmbeddingSpace(TensorView table) {
    this.table = table.reader();
    row = new float[table.columns()];
    norms = new float[table.rows()];
    for (int token = 0; token < norms.length; token++) {
      this.table.read(token, row, 0);
      norms[token] = norm(row);
    }
  }

  /** V. */
  public int vocabulary() {
    return norms.length;
  }

  /** E. */
  public int hidden() {
    return row.length;
  }

  /**
   * The direction of a word, {@code [E]}, of length 1; all zeros where the table has nothing.
   *
   * @param tokens of the word, at least one
   * @throws IllegalArgumentException if there is none, or one is outside the vocabulary
   */
  public float[] direction(int[] tokens) {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("expected the tokens of a word but found none");
    }
    float[] sum = new float[hidden()];
    for (int token : tokens) {
      table.read(token, row, 0);
      addScaled(sum, row, norms[token] == 0 ? 0 : 1 / norms[token]);
    }
    return unit(sum);
  }

  /**
   * Where {@code plus} without {@code minus} leads, {@code [E]}, of length 1.
   *
   * @param plus directions to add
   * @param minus directions to take away
   */
  public float[] combine(List<float[]> plus, List<float[]> minus) {
    float[] sum = new float[hidden()];
    for (float[] direction : plus) {
      addScaled(sum, direction, 1);
    }
    for (float[] direction : minus) {
      addScaled(sum, direction, -1);
    }
    return unit(sum);
  }

  /**
   * How near each token lies to each of some directions. The table is read once for all of them.
   *
   * @param directions of length 1
   */
  public List<Ranking> rank(List<float[]> directions) {
    float[][] similarities = new float[directions.size()][norms.length]; // [directions, V]
    for (int token = 0; token < norms.length; token++) {
      table.read(token, row, 0);
      for (int d = 0; d < similarities.length; d++) {
        similarities[d][token] =
            norms[token] == 0 ? Ranking.NOWHERE : dot(directions.get(d), row) / norms[token];
      }
    }
    List<Ranking> rankings = new ArrayList<>();
    for (float[] each : similarities) {
      rankings.add(new Ranking(each));
    }
    return rankings;
  }

  /**
   * The tokens whose directions lie nearest, the nearest first; of equals the lower token.
   *
   * @param direction of length 1
   * @param offered which tokens may be named: mostly not those of the question
   */
  public List<Neighbour> nearest(float[] direction, int count, IntPredicate offered) {
    return rank(List.of(direction)).get(0).nearest(count, offered);
  }

  /** Cosine of the angle between two directions of length 1. */
  public static float similarity(float[] one, float[] other) {
    return dot(one, other);
  }

  private static float dot(float[] one, float[] other) {
    float dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
    }
    return dot;
  }

  private static void addScaled(float[] sum, float[] vector, float factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i] * factor;
    }
  }

  private static float[] unit(float[] vector) {
    float norm = norm(vector);
    if (norm > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= norm;
      }
    }
    return vector;
  }

  private static float norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return (float) Math.sqrt(squares);
  }
}
