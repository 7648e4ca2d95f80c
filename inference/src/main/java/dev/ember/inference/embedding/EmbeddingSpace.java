package dev.ember.inference.embedding;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The directions in which a model's tokens point. Rows are dequantized one by one from the mapped
 * table, so that a space costs a float a token.
 *
 * <p>A word of several tokens points where the mean of their unit vectors does. An analogy adds and
 * subtracts unit vectors (3CosAdd: Mikolov, Yih and Zweig 2013).
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
public final class EmbeddingSpace {
  private final TensorView table; // [V, E]
  private final float[] norms; // [V]
  private final float[] row; // [E]

  /** Of an open bundle: measures each row once. */
  public EmbeddingSpace(Bundle bundle) {
    this(bundle.tensor(TensorName.EMBEDDING));
  }

  EmbeddingSpace(TensorView table) {
    this.table = table;
    row = new float[table.columns()];
    norms = new float[table.rows()];
    for (int token = 0; token < norms.length; token++) {
      table.readRow(token, row, 0);
      norms[token] = norm(row);
    }
  }

  /** V. */
  public int vocabulary() {
    return table.rows();
  }

  /** E. */
  public int hidden() {
    return table.columns();
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
      table.readRow(token, row, 0);
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
   * The tokens whose directions lie nearest, the nearest first; of equals the lower token.
   *
   * @param direction of length 1
   * @param offered which tokens may be named: mostly not those of the question
   */
  public List<Neighbour> nearest(float[] direction, int count, IntPredicate offered) {
    Comparator<Neighbour> furthestFirst =
        Comparator.comparingDouble(Neighbour::similarity)
            .thenComparing(Neighbour::token, Comparator.reverseOrder());
    PriorityQueue<Neighbour> best = new PriorityQueue<>(furthestFirst);
    for (int token = 0; token < norms.length; token++) {
      if (norms[token] == 0 || !offered.test(token)) {
        continue;
      }
      Neighbour neighbour = new Neighbour(token, similarity(direction, token));
      best.add(neighbour);
      if (best.size() > count) {
        best.remove();
      }
    }
    List<Neighbour> nearest = new ArrayList<>(best);
    nearest.sort(furthestFirst.reversed());
    return nearest;
  }

  /** Cosine of the angle between a direction and a token. */
  private float similarity(float[] direction, int token) {
    table.readRow(token, row, 0);
    float dot = 0;
    for (int i = 0; i < row.length; i++) {
      dot += direction[i] * row[i];
    }
    return dot / norms[token];
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
