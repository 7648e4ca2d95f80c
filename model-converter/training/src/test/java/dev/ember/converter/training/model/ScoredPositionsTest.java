package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.Test;

public final class ScoredPositionsTest {
  private static final int LENGTH = 512;

  /** Float64 sums of some hundred terms of at most 3, in another order. */
  private static final double ROUNDING = 1e-11;

  @Test
  public void count_whateverIsScored_isOneOfFew() {
    Set<Integer> counts = new HashSet<>();
    for (int scored = 0; scored <= LENGTH; scored++) {
      int count = new ScoredPositions(batch(scored)).count();
      assertThat(count).isBetween(scored, scored + ScoredPositions.FILL - 1);
      counts.add(count);
    }
    assertThat(counts).hasSize(LENGTH / ScoredPositions.FILL + 1);
    assertThat(Gpt.LOSS_CHUNK % ScoredPositions.FILL).isZero();
  }

  @Test
  public void loss_filledUp_isThatOfTheScoredAlone_andSoIsItsGradient() {
    int scored = ScoredPositions.FILL + 5;
    try (Parameters narrow =
            Parameters.random(TinyModel.CONFIG.toBuilder().context(LENGTH).build(), 1);
        Parameters parameters = narrow.inDoublePrecision();
        PointerScope scope = new PointerScope()) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT64);
      Tensor filled = gpt.loss(batch(scored));
      filled.backward();
      double[] gradient = values(parameters.flat().grad());
      parameters.forgetGradient();

      Tensor alone = lossOfTheFirst(scored, gpt);
      alone.backward();
      assertThat(filled.item_double()).isCloseTo(alone.item_double(), within(ROUNDING));
      assertThat(gradient).containsExactly(values(parameters.flat().grad()), within(ROUNDING));
    }
  }

  /** The same without what fills up. */
  private static Tensor lossOfTheFirst(int scored, Gpt gpt) {
    Batch batch = batch(scored);
    var views = gpt.views();
    int[] targets = Arrays.copyOf(batch.targets(), scored);
    Tensor logits = gpt.unembed(views, gpt.hidden(views, batch).narrow(0, 0, scored)); // [n, V]
    Tensor expected = Tensor.create(targets, scored).to(ScalarType.Long); // [n]
    return torch.log_softmax(logits, 1).gather(1, expected.unsqueeze(1)).sum().neg();
  }

  /** One row, of which the first positions are scored. */
  private static Batch batch(int scored) {
    Batch all = TinyModel.batch(1, LENGTH, 3);
    int[] targets = all.targets().clone();
    Arrays.fill(targets, scored, LENGTH, Batch.IGNORED);
    return new Batch(1, LENGTH, all.tokens(), targets, all.documents());
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    new DoublePointer(tensor.contiguous().data_ptr()).get(values);
    return values;
  }
}
