package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.Test;

public final class ChunkedLossTest {
  private static final int ROWS = 7;
  private static final int WIDTH = 3;
  private static final int VOCABULARY = 5;

  /** Sums of a few float64 terms in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  public void sum_inChunks_isThatOfAllRowsAtOnce_andSoAreItsGradients() {
    for (int chunk : new int[] {1, 2, 6, 7, 100}) {
      try (PointerScope scope = new PointerScope()) {
        Tensor hidden = random(ROWS, WIDTH, 1);
        Tensor table = random(VOCABULARY, WIDTH, 2);
        Tensor whole = cost(torch.linear(hidden, table), 0);
        whole.div(new Scalar(3.0)).backward();
        double[] ofHidden = values(hidden.grad());
        double[] ofTable = values(table.grad());

        Tensor again = random(ROWS, WIDTH, 1);
        Tensor tableAgain = random(VOCABULARY, WIDTH, 2);
        // What follows hangs on both, as a model's weights do that lie below.
        Tensor sum =
            new ChunkedLoss(
                    again.mul(new Scalar(1.0)), tableAgain.mul(new Scalar(1.0)), ScalarType.Double)
                .sum(chunk, ChunkedLossTest::cost);
        sum.div(new Scalar(3.0)).backward();

        assertThat(sum.item_double()).isCloseTo(whole.item_double(), within(ROUNDING));
        assertThat(values(again.grad())).containsExactly(ofHidden, within(ROUNDING));
        assertThat(values(tableAgain.grad())).containsExactly(ofTable, within(ROUNDING));
      }
    }
  }

  @Test
  public void sum_ofFrozenTable_givesTheRowsTheirGradient() {
    try (PointerScope scope = new PointerScope()) {
      Tensor hidden = random(ROWS, WIDTH, 1);
      Tensor frozen = random(VOCABULARY, WIDTH, 2).detach();
      new ChunkedLoss(hidden, frozen, ScalarType.Double).sum(2, ChunkedLossTest::cost).backward();
      assertThat(values(hidden.grad())).isNotEqualTo(new double[ROWS * WIDTH]);
      assertThat(frozen.grad().defined()).isFalse();
    }
  }

  @Test
  public void sum_whileNothingLearns_isTheSameNumber() {
    try (PointerScope scope = new PointerScope()) {
      Tensor hidden = random(ROWS, WIDTH, 1);
      Tensor table = random(VOCABULARY, WIDTH, 2);
      double learning = sum(hidden, table);
      try (NoGradGuard noGradient = new NoGradGuard()) {
        assertThat(sum(hidden.detach(), table.detach())).isEqualTo(learning);
      }
    }
  }

  @Test
  public void sum_secondChunk_findsTheFirstOnesLogitsGone() {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> seen = new ArrayList<>();
      new ChunkedLoss(random(4, WIDTH, 1), random(VOCABULARY, WIDTH, 2), ScalarType.Double)
          .sum(
              2,
              (logits, from) -> {
                assertThat(seen).allMatch(tensor -> tensor.isNull());
                seen.add(logits);
                return cost(logits, from);
              });
      assertThat(seen).hasSize(2);
    }
  }

  @Test
  public void of_numbersOfRows_hasTheValueAndTheGradientsOfTheWhole() {
    for (int chunk : new int[] {1, 2, 6, 7, 100}) {
      try (PointerScope scope = new PointerScope()) {
        Tensor hidden = random(ROWS, WIDTH, 1);
        Tensor table = random(VOCABULARY, WIDTH, 2);
        Tensor whole = together(numbers(torch.linear(hidden, table), 0));
        whole.div(new Scalar(3.0)).backward();

        Tensor again = random(ROWS, WIDTH, 1);
        Tensor tableAgain = random(VOCABULARY, WIDTH, 2);
        Tensor loss =
            new ChunkedLoss(
                    again.mul(new Scalar(1.0)), tableAgain.mul(new Scalar(1.0)), ScalarType.Double)
                .of(chunk, ChunkedLossTest::numbers, ChunkedLossTest::together);
        loss.div(new Scalar(3.0)).backward();

        assertThat(loss.item_double()).isCloseTo(whole.item_double(), within(ROUNDING));
        assertThat(values(again.grad())).containsExactly(values(hidden.grad()), within(ROUNDING));
        assertThat(values(tableAgain.grad()))
            .containsExactly(values(table.grad()), within(ROUNDING));
      }
    }
  }

  @Test
  public void of_numbersOfRows_logitsOfOneChunkExistAtOnce() {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> seen = new ArrayList<>();
      new ChunkedLoss(random(ROWS, WIDTH, 1), random(VOCABULARY, WIDTH, 2), ScalarType.Double)
          .of(
              2,
              (logits, from) -> {
                assertThat(seen).allMatch(tensor -> tensor.isNull());
                assertThat(logits.size(0)).isLessThanOrEqualTo(2);
                seen.add(logits);
                return numbers(logits, from);
              },
              numbers -> {
                assertThat(seen).allMatch(tensor -> tensor.isNull());
                return together(numbers);
              });
      assertThat(seen).as("four chunks, for the numbers and for their gradient").hasSize(8);
    }
  }

  @Test
  public void of_whileNothingLearns_isTheSameNumber() {
    try (PointerScope scope = new PointerScope()) {
      ChunkedLoss loss =
          new ChunkedLoss(random(ROWS, WIDTH, 1), random(VOCABULARY, WIDTH, 2), ScalarType.Double);
      double learning =
          loss.of(3, ChunkedLossTest::numbers, ChunkedLossTest::together).item_double();
      try (NoGradGuard noGradient = new NoGradGuard()) {
        Tensor still = loss.of(3, ChunkedLossTest::numbers, ChunkedLossTest::together);
        assertThat(still.item_double()).isEqualTo(learning);
        assertThat(still.requires_grad()).isFalse();
      }
    }
  }

  /** The log-probability of the token of each row's own number. */
  private static Tensor numbers(Tensor logits, int from) {
    long[] tokens = new long[Math.toIntExact(logits.size(0))];
    Arrays.setAll(tokens, row -> (from + row) % VOCABULARY);
    return torch
        .log_softmax(logits, 1)
        .gather(1, Tensor.create(tokens, tokens.length, 1))
        .squeeze(1);
  }

  /** No sum of the rows: each weighs what the others make of it. */
  private static Tensor together(Tensor numbers) {
    return numbers.sum().square().add(numbers.exp().sum());
  }

  private static double sum(Tensor hidden, Tensor table) {
    return new ChunkedLoss(hidden, table, ScalarType.Double)
        .sum(3, ChunkedLossTest::cost)
        .item_double();
  }

  /** Another weight for each row, so that a chunk which mistakes its place is found. */
  private static Tensor cost(Tensor logits, int from) {
    long rows = logits.size(0);
    Tensor weights = torch.arange(new Scalar((double) (from + 1)), new Scalar(from + 1.0 + rows));
    return torch.log_softmax(logits, 1).select(1, 0).mul(weights.to(ScalarType.Double)).sum();
  }

  private static Tensor random(int rows, int columns, long seed) {
    double[] values = new SplittableRandom(seed).doubles((long) rows * columns, -1, 1).toArray();
    return Tensor.create(values, rows, columns).set_requires_grad(true);
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    new DoublePointer(tensor.contiguous().data_ptr()).get(values);
    return values;
  }
}
