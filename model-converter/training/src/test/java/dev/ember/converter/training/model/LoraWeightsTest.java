package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.Test;

public final class LoraWeightsTest {
  private static final int[] TOKENS = {3, 1, 4, 1, 5, 9, 2, 6};

  /** Central differences of a float64 loss: cancellation leaves about 1e-8. */
  private static final double GRADIENT_TOLERANCE = 1e-6;

  /** A float32 sum in another order. */
  private static final float FLOAT32_TOLERANCE = 1e-6f;

  @Test
  public void loss_gradientOfTheAdapters_equalsFiniteDifferences() {
    for (int rank : new int[] {1, 3}) {
      try (Parameters base = Parameters.random(TinyModel.CONFIG, 7);
          LoraWeights narrow = lora(base, rank);
          LoraWeights lora = narrow.inDoublePrecision()) {
        Gpt gpt = new Gpt(lora, Precision.FLOAT64);
        Batch batch = tuningBatch();
        double[] gradient = new double[lora.adapters().layout().size()];
        try (PointerScope scope = new PointerScope()) {
          gpt.loss(batch).backward();
          new DoublePointer(lora.adapters().flat().grad().data_ptr()).get(gradient);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (ParameterLayout.Slot slot : lora.adapters().layout().slots()) {
          int index = slot.offset() + random.nextInt(slot.size());
          assertThat(gradient[index])
              .as("rank %d, %s", rank, slot.name())
              .isCloseTo(difference(gpt, lora, batch, index), within(GRADIENT_TOLERANCE));
        }
      }
    }
  }

  @Test
  public void logits_atTheStart_areThoseOfTheModel() {
    try (Parameters base = Parameters.random(TinyModel.CONFIG, 7);
        LoraWeights lora = LoraWeights.random(base, 2, 4, 1)) {
      assertThat(new Gpt(lora, Precision.FLOAT32).logits(TOKENS))
          .isEqualTo(new Gpt(base, Precision.FLOAT32).logits(TOKENS));
    }
  }

  @Test
  public void merged_isAModelThatComputesTheSame() {
    try (Parameters base = Parameters.random(TinyModel.CONFIG, 7);
        LoraWeights lora = lora(base, 2);
        Parameters merged = lora.merged()) {
      float[] adapted = new Gpt(lora, Precision.FLOAT32).logits(TOKENS);
      assertThat(new Gpt(merged, Precision.FLOAT32).logits(TOKENS))
          .containsExactly(adapted, offset(FLOAT32_TOLERANCE));
      assertThat(adapted).isNotEqualTo(new Gpt(base, Precision.FLOAT32).logits(TOKENS));
    }
  }

  @Test
  public void adapters_areThin_andTheModelGetsNoGradient() {
    try (Parameters base = Parameters.random(TinyModel.CONFIG, 7);
        LoraWeights lora = LoraWeights.random(base, 1, 2, 1)) {
      assertThat(lora.adapters().layout().size()).isLessThan(base.layout().size() / 4);
      try (PointerScope scope = new PointerScope()) {
        new Gpt(lora, Precision.FLOAT32).loss(tuningBatch()).backward();
        assertThat(base.flat().grad().defined()).isFalse();
      }
    }
  }

  @Test
  public void random_noRank_isRefused() {
    try (Parameters base = Parameters.random(TinyModel.CONFIG, 7)) {
      assertThatThrownBy(() -> LoraWeights.random(base, 0, 1, 1))
          .hasMessage("expected a rank of at least 1 but found 0");
    }
  }

  /** Adapters that have learned something: B is no longer zero. */
  private static LoraWeights lora(Parameters base, int rank) {
    LoraWeights lora = LoraWeights.random(base, rank, 2 * rank, 1);
    float[] values = lora.adapters().toArray();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) random.nextGaussian() / 5;
    }
    lora.adapters().load(values);
    return lora;
  }

  /** As in tuning: some targets are not scored. */
  private static Batch tuningBatch() {
    Batch batch = TinyModel.batch(2, 6, 3);
    int[] targets = batch.targets().clone();
    for (int i = 0; i < targets.length; i += 2) {
      targets[i] = Batch.IGNORED;
    }
    return new Batch(2, 6, batch.tokens(), targets, batch.documents());
  }

  private static double difference(Gpt gpt, LoraWeights lora, Batch batch, int index) {
    double step = 1e-5; // the cube root of float64's epsilon balances the two errors
    DoublePointer weights = new DoublePointer(lora.adapters().flat().data_ptr());
    double original = weights.get(index);
    weights.put(index, original + step);
    double above = loss(gpt, batch);
    weights.put(index, original - step);
    double below = loss(gpt, batch);
    weights.put(index, original);
    return (above - below) / (2 * step);
  }

  private static double loss(Gpt gpt, Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      return gpt.loss(batch).item_double();
    }
  }
}
