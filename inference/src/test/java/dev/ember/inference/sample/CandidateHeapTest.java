package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class CandidateHeapTest {
  private static final long SEED = 99;

  @Test
  public void keepBest_randomWeights_equalsASort() {
    Random random = new Random(SEED);
    for (int run = 0; run < 300; run++) {
      float[] weights = weights(random);
      int count = random.nextInt(weights.length + 3);
      CandidateHeap heap = new CandidateHeap();
      heap.fill(weights);
      heap.keepBest(count);
      List<Integer> expected = sorted(weights);
      assertThat(tokens(heap))
          .as("seed %d, run %d", SEED, run)
          .isEqualTo(expected.subList(0, Math.min(count, weights.length)));
      for (int i = 0; i < heap.size(); i++) {
        assertThat(heap.weight(i)).isEqualTo(weights[heap.token(i)]);
      }
    }
  }

  @Test
  public void fillBest_randomWeights_equalsASort() {
    Random random = new Random(SEED);
    CandidateHeap heap = new CandidateHeap(); // one for all runs: nothing of the last is left
    for (int run = 0; run < 300; run++) {
      float[] weights = weights(random);
      int count = 1 + random.nextInt(weights.length + 3);
      heap.fillBest(weights, count);
      List<Integer> expected = sorted(weights);
      assertThat(tokens(heap))
          .as("seed %d, run %d", SEED, run)
          .isEqualTo(expected.subList(0, Math.min(count, weights.length)));
      for (int i = 0; i < heap.size(); i++) {
        assertThat(heap.weight(i)).isEqualTo(weights[heap.token(i)]);
      }
    }
  }

  @Test
  public void fillBest_valuesThatAreNoNumbers_comeLast() {
    CandidateHeap heap = new CandidateHeap();
    float none = Float.NaN;
    heap.fillBest(new float[] {none, none, 1, none, 3, Float.NEGATIVE_INFINITY, 2, none}, 4);
    assertThat(tokens(heap)).containsExactly(4, 6, 2, 0);
    assertThat(heap.weight(3)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  public void keepMass_randomWeights_isTheShortestBeginningOfASort() {
    Random random = new Random(SEED);
    for (int run = 0; run < 300; run++) {
      float[] weights = weights(random);
      CandidateHeap heap = new CandidateHeap();
      heap.fill(weights);
      double mass = random.nextDouble() * heap.sum();
      heap.keepMass(mass);
      List<Integer> sorted = sorted(weights);
      assertThat(tokens(heap)).isEqualTo(sorted.subList(0, heap.size()));
      assertThat(heap.sum()).isGreaterThanOrEqualTo(mass);
      if (heap.size() > 1) {
        assertThat(heap.sum() - heap.weight(heap.size() - 1)).isLessThan(mass);
      }
    }
  }

  @Test
  public void fill_again_startsOver() {
    CandidateHeap heap = new CandidateHeap();
    heap.fill(new float[] {1, 2, 3});
    heap.keepBest(1);
    heap.fill(new float[] {5, 4});
    assertThat(tokens(heap)).containsExactly(0, 1);
  }

  private static float[] weights(Random random) {
    float[] weights = new float[1 + random.nextInt(40)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(10); // so small that many are equal
    }
    return weights;
  }

  private static List<Integer> sorted(float[] weights) {
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      tokens.add(i);
    }
    tokens.sort(
        Comparator.<Integer>comparingDouble(token -> -weights[token])
            .thenComparing(Comparator.naturalOrder()));
    return tokens;
  }

  private static List<Integer> tokens(CandidateHeap heap) {
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < heap.size(); i++) {
      tokens.add(heap.token(i));
    }
    return tokens;
  }
}
