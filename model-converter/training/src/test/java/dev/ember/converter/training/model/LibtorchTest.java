package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.optim.AdamW;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.Test;

/** What libtorch's bindings do that one would not expect, each of which has cost a day. */
public final class LibtorchTest {
  private static final int STEPS = 150;

  /** A step of this shape leaves 3 MB behind where no scope frees it: 450 MB in all. */
  private static final long GROWTH_BYTES = 120L << 20;

  @Test
  public void inPlaceOperation_result_isTheSameJavaObject() {
    try (PointerScope scope = new PointerScope()) {
      Tensor values = torch.ones(3);
      // Whoever closes the result closes the tensor.
      assertThat(values.mul_(new Scalar(2.0))).isSameAs(values);
    }
  }

  @Test
  public void pointerScope_tensorMadeWithin_isGoneUnlessRetained() {
    Tensor lost;
    Tensor kept;
    try (PointerScope scope = new PointerScope()) {
      lost = torch.ones(3);
      kept = torch.ones(3);
      kept.retainReference();
    }
    assertThat(lost.isNull()).isTrue();
    assertThat(kept.isNull()).isFalse();
    kept.releaseReference();
  }

  @Test
  public void nativeEnum_isComparedByItsInternedValue() {
    try (PointerScope scope = new PointerScope()) {
      Tensor values = torch.ones(3).to(ScalarType.BFloat16);
      assertThat(values.scalar_type().intern()).isSameAs(ScalarType.BFloat16);
    }
  }

  @Test
  public void steps_oneScopeForEach_memoryStaysFlat() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      Batch batch = TinyModel.batch(8, 128, 1);
      step(gpt, optimizer, batch);
      long before = Pointer.physicalBytes();
      for (int step = 0; step < STEPS; step++) {
        step(gpt, optimizer, batch);
      }
      assertThat(Pointer.physicalBytes() - before).isLessThan(GROWTH_BYTES);
    }
  }

  @Test
  public void loss_ofMorePositionsThanAChunk_isTheSumOfItsParts() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      int rows = Gpt.LOSS_CHUNK / 32 + 2;
      Batch whole = TinyModel.batch(rows, 32, 1);
      double parts = 0;
      for (int row = 0; row < rows; row++) {
        int from = row * 32;
        parts +=
            loss(
                gpt,
                new Batch(
                    1,
                    32,
                    Arrays.copyOfRange(whole.tokens(), from, from + 32),
                    Arrays.copyOfRange(whole.targets(), from, from + 32),
                    new int[32]));
      }
      assertThat(whole.scored()).isGreaterThan(Gpt.LOSS_CHUNK);
      // Over a thousand float32 terms of 2.6 nats.
      assertThat(loss(gpt, whole)).isCloseTo(parts, within(1e-2));
    }
  }

  @Test
  public void loss_bfloat16_isComputedInFloat32() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        PointerScope scope = new PointerScope()) {
      Tensor loss = new Gpt(parameters, Precision.BFLOAT16).loss(TinyModel.batch(1, 8, 1));
      assertThat(loss.scalar_type().intern()).isSameAs(ScalarType.Float);
    }
  }

  @Test
  public void views_afterAStep_areOfTheNewWeights() {
    // Autocast would still have the cast of the old ones.
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      Gpt gpt = new Gpt(parameters, Precision.BFLOAT16);
      Batch batch = TinyModel.batch(2, 8, 1);
      double before = loss(gpt, batch);
      for (int step = 0; step < 10; step++) {
        step(gpt, optimizer, batch);
      }
      assertThat(loss(gpt, batch)).isLessThan(before - 1);
    }
  }

  private static void step(Gpt gpt, AdamW optimizer, Batch batch) {
    try (PointerScope scope = new PointerScope()) {
      gpt.loss(batch).backward();
    }
    optimizer.step(0.01);
  }

  private static double loss(Gpt gpt, Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      return gpt.loss(batch).item_double();
    }
  }
}
