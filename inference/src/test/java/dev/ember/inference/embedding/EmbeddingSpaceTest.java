package dev.ember.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class EmbeddingSpaceTest {
  /** Sums of twenty floats, once in float and once in double. */
  private static final double ROUNDING = 1e-5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Bundle bundle;
  private EmbeddingSpace space;
  private double[][] table; // [V, E], of length 1

  @Before
  public void open() throws IOException {
    Path path = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(path);
    bundle = Bundle.open(path);
    space = new EmbeddingSpace(bundle);
    float[] floats = bundle.tensor(TensorName.EMBEDDING).toFloats();
    table = new double[space.vocabulary()][space.hidden()];
    for (int token = 0; token < table.length; token++) {
      for (int i = 0; i < space.hidden(); i++) {
        table[token][i] = floats[token * space.hidden() + i];
      }
      table[token] = unit(table[token]);
    }
  }

  @After
  public void close() {
    bundle.close();
  }

  @Test
  public void nearest_ofOneToken_isItselfThenAsByBruteForce() {
    List<Neighbour> found = space.nearest(space.direction(new int[] {7}), 12, token -> true);
    assertThat(found.get(0).token()).isEqualTo(7);
    assertThat(found.get(0).similarity()).isCloseTo(1, within((float) ROUNDING));
    assertNearest(found, table[7], 12, List.of());
  }

  @Test
  public void nearest_ofSeveralTokens_pointsWhereTheirMeanDoes() {
    double[] mean = unit(sum(List.of(table[3], table[90], table[41]), List.of()));
    int[] word = {3, 90, 41};
    assertNearest(space.nearest(space.direction(word), 9, token -> true), mean, 9, List.of());
  }

  @Test
  public void combine_analogy_isAsByBruteForce() {
    float[] direction =
        space.combine(
            List.of(space.direction(new int[] {10}), space.direction(new int[] {11})),
            List.of(space.direction(new int[] {12})));
    List<Integer> asked = List.of(10, 11, 12);
    double[] expected = unit(sum(List.of(table[10], table[11]), List.of(table[12])));
    List<Neighbour> found = space.nearest(direction, 9, token -> !asked.contains(token));
    assertNearest(found, expected, 9, asked);
  }

  @Test
  public void nearest_moreThanThereAre_givesAllThatAreOffered() {
    float[] direction = space.direction(new int[] {0});
    assertThat(space.nearest(direction, 1000, token -> token < 5))
        .extracting(Neighbour::token)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  public void rank_severalDirections_placesEachTokenAsItsNeighboursStand() {
    float[] first = space.direction(new int[] {7});
    float[] second = space.direction(new int[] {3, 90});
    List<Ranking> rankings = space.rank(List.of(first, second));
    for (int d = 0; d < 2; d++) {
      List<Neighbour> order = space.nearest(d == 0 ? first : second, 50, token -> token != 7);
      for (int place = 1; place <= order.size(); place++) {
        float similarity = order.get(place - 1).similarity();
        assertThat(rankings.get(d).place(similarity, token -> token != 7)).isEqualTo(place);
      }
    }
  }

  @Test
  public void place_amongFewerTokens_countsOnlyThose() {
    Ranking ranking = space.rank(List.of(space.direction(new int[] {7}))).get(0);
    assertThat(ranking.place(-2, token -> token < 5)).isEqualTo(6);
    assertThat(ranking.place(2, token -> true)).isEqualTo(1);
    List<Neighbour> five = ranking.nearest(5, token -> token < 5);
    assertThat(ranking.middle(token -> token < 5)).isEqualTo(five.get(2).similarity());
    assertThat(ranking.middle(token -> false)).isZero();
  }

  @Test
  public void direction_noToken_throws() {
    assertThatThrownBy(() -> space.direction(new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found none");
  }

  private void assertNearest(
      List<Neighbour> found, double[] direction, int count, List<Integer> left) {
    List<Integer> order = new ArrayList<>();
    for (int token = 0; token < table.length; token++) {
      if (!left.contains(token)) {
        order.add(token);
      }
    }
    order.sort(Comparator.comparingDouble(token -> -dot(table[token], direction)));
    assertThat(found).extracting(Neighbour::token).isEqualTo(order.subList(0, count));
    for (Neighbour neighbour : found) {
      assertThat((double) neighbour.similarity())
          .isCloseTo(dot(table[neighbour.token()], direction), within(ROUNDING));
    }
  }

  private static double[] sum(List<double[]> plus, List<double[]> minus) {
    double[] sum = new double[plus.get(0).length];
    for (int i = 0; i < sum.length; i++) {
      for (double[] vector : plus) {
        sum[i] += vector[i];
      }
      for (double[] vector : minus) {
        sum[i] -= vector[i];
      }
    }
    return sum;
  }

  private static double[] unit(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    return Arrays.stream(vector).map(value -> value / norm).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }
}
