package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.model.DecoderConfig;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.Test;

public final class GptTest {
  private static final long SEED = 7;

  /** Central differences of a float64 loss of about 50 nats: cancellation leaves about 1e-8. */
  private static final double GRADIENT_TOLERANCE = 1e-6;

  /** Logits of order 0.1 in float32, in another order of additions. */
  private static final float FLOAT32_TOLERANCE = 1e-6f;

  /** Logits below 0.5 with 8 bits of mantissa through two layers. */
  private static final float BFLOAT16_TOLERANCE = 0.01f;

  @Test
  public void loss_gradientOfEveryWeightOfEveryShape_equalsFiniteDifferences() {
    Shapes.all().forEach(GptTest::checkGradient);
  }

  private static void checkGradient(String shape, DecoderConfig config) {
    try (Parameters narrow = Parameters.random(config, SEED);
        Parameters parameters = narrow.inDoublePrecision()) {
      spread(parameters);
      Gpt gpt = new Gpt(parameters, Precision.FLOAT64);
      Batch batch = packedBatch();
      double[] gradient = gradient(gpt, parameters, batch);

      for (ParameterLayout.Slot slot : parameters.layout().slots()) {
        SplittableRandom random = new SplittableRandom(slot.offset());
        for (int trial = 0; trial < 3; trial++) {
          int index = slot.offset() + random.nextInt(slot.size());
          assertThat(gradient[index])
              .as("gradient of %s[%d] of %s", slot.name(), index - slot.offset(), shape)
              .isCloseTo(difference(gpt, parameters, batch, index), within(GRADIENT_TOLERANCE));
        }
      }
    }
  }

  @Test
  public void loss_gradientOfFrozenWeights_isZeroAndThatOfOthersTheSame() {
    try (Parameters narrow = Parameters.random(TinyModel.CONFIG, SEED);
        Parameters free = narrow.inDoublePrecision();
        Parameters held = narrow.inDoublePrecision()) {
      held.freeze(name -> name.startsWith("layers.0.") || name.equals("embedding"));
      double[] all = gradient(new Gpt(free, Precision.FLOAT64), free, packedBatch());
      double[] some = gradient(new Gpt(held, Precision.FLOAT64), held, packedBatch());
      for (ParameterLayout.Slot slot : held.layout().slots()) {
        int from = slot.offset();
        int to = from + slot.size();
        assertThat(Arrays.copyOfRange(some, from, to))
            .as(slot.name())
            .isEqualTo(
                held.isFrozen(slot) ? new double[slot.size()] : Arrays.copyOfRange(all, from, to));
      }
      assertThat(held.trainable()).isLessThan(held.layout().size());
    }
  }

  @Test
  public void logits_prefixOfText_unchangedByWhatFollows() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, SEED)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      float[] whole = gpt.logits(new int[] {3, 1, 4, 1, 5, 9});
      float[] prefix = gpt.logits(new int[] {3, 1, 4});
      assertThat(Arrays.copyOf(whole, prefix.length))
          .containsExactly(prefix, offset(FLOAT32_TOLERANCE));
    }
  }

  @Test
  public void loss_documentsInOneRow_equalsLossOfEachAlone() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, SEED)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      Batch both =
          new Batch(
              1,
              5,
              new int[] {1, 2, 3, 4, 5},
              new int[] {2, 3, 6, 5, 7},
              new int[] {1, 1, 1, 2, 2});
      Batch first = new Batch(1, 3, new int[] {1, 2, 3}, new int[] {2, 3, 6}, new int[3]);
      Batch second = new Batch(1, 2, new int[] {4, 5}, new int[] {5, 7}, new int[2]);
      assertThat(loss(gpt, both))
          .isCloseTo(loss(gpt, first) + loss(gpt, second), within(1e-5)); // five float32 terms
    }
  }

  @Test
  public void loss_ignoredTargets_countNothing() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, SEED)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      int x = Batch.IGNORED;
      Batch last = new Batch(1, 3, new int[] {1, 2, 3}, new int[] {x, x, 6}, new int[3]);
      Batch all = new Batch(1, 3, new int[] {1, 2, 3}, new int[] {2, 3, 6}, new int[3]);
      assertThat(last.scored()).isEqualTo(1);
      float[] logits = gpt.logits(new int[] {1, 2, 3});
      assertThat(loss(gpt, last)).isCloseTo(crossEntropy(logits, 2, 6), within(1e-5));
      assertThat(loss(gpt, all))
          .isCloseTo(
              crossEntropy(logits, 0, 2) + crossEntropy(logits, 1, 3) + crossEntropy(logits, 2, 6),
              within(1e-5));
    }
  }

  @Test
  public void logits_bfloat16_nearFloat32() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, SEED)) {
      int[] tokens = {3, 1, 4, 1, 5, 9, 2, 6};
      float[] narrow = new Gpt(parameters, Precision.BFLOAT16).logits(tokens);
      float[] wide = new Gpt(parameters, Precision.FLOAT32).logits(tokens);
      assertThat(narrow).containsExactly(wide, offset(BFLOAT16_TOLERANCE));
      assertThat(narrow).isNotEqualTo(wide);
    }
  }

  private static org.assertj.core.data.Offset<Float> offset(float tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  private static Batch packedBatch() {
    Batch batch = TinyModel.batch(2, 7, SEED);
    int[] documents = {1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4};
    int[] targets = batch.targets().clone();
    targets[3] = Batch.IGNORED;
    return new Batch(2, 7, batch.tokens(), targets, documents);
  }

  /** Weights of 0.02 leave attention nearly uniform; a gradient check wants it alive. */
  private static void spread(Parameters parameters) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      parameters
          .flat()
          .detach()
          .narrow(0, 0, parameters.layout().decayed())
          .mul_(new org.bytedeco.pytorch.Scalar(20.0));
    }
  }

  private static double[] gradient(Gpt gpt, Parameters parameters, Batch batch) {
    double[] values = new double[parameters.layout().size()];
    try (PointerScope scope = new PointerScope()) {
      gpt.loss(batch).backward();
      new DoublePointer(parameters.flat().grad().data_ptr()).get(values);
    }
    return values;
  }

  private static double difference(Gpt gpt, Parameters parameters, Batch batch, int index) {
    double step = 1e-5; // the cube root of float64's epsilon balances the two errors
    DoublePointer weights = new DoublePointer(parameters.flat().data_ptr());
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

  private static double crossEntropy(float[] logits, int position, int target) {
    int from = position * TinyModel.VOCABULARY;
    double sum = 0;
    for (int i = 0; i < TinyModel.VOCABULARY; i++) {
      sum += Math.exp(logits[from + i]);
    }
    return Math.log(sum) - logits[from + target];
  }
}
