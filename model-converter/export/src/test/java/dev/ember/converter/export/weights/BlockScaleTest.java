package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.checkpoint.HalfFloat;
import java.util.Random;
import org.junit.Test;

public final class BlockScaleTest {

  @Test
  public void nearest_anyScale_isOneThatBothKindsOfHalfHold() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float scale = (float) (BlockScale.LARGEST * Math.pow(2, -45 * random.nextDouble()));
      float nearest = BlockScale.nearest(scale);
      assertThat(HalfFloat.f16ToFloat(HalfFloat.floatToF16(nearest))).isEqualTo(nearest);
      assertThat(HalfFloat.bf16ToFloat(HalfFloat.floatToBf16(nearest))).isEqualTo(nearest);
      assertThat(nearest).isPositive();
    }
  }

  @Test
  public void nearest_scaleThatBothHold_isItself() {
    for (float scale : new float[] {0x1p-24f, 0x1.8p-23f, 0x1p-17f, 0x1.fep-17f, 0.0078125f, 1}) {
      assertThat(BlockScale.nearest(scale)).isEqualTo(scale);
    }
    assertThat(BlockScale.nearest(BlockScale.LARGEST)).isEqualTo(BlockScale.LARGEST);
  }

  @Test
  public void nearest_betweenTwo_isTheNearer() {
    assertThat(BlockScale.nearest(1.005f)).isEqualTo(1.0078125f);
    assertThat(BlockScale.nearest(1.003f)).isEqualTo(1);
    assertThat(BlockScale.nearest(2.4f * 0x1p-24f)).isEqualTo(0x1p-23f);
  }

  @Test
  public void nearest_zero_isTheSmallest() {
    assertThat(BlockScale.nearest(0)).isEqualTo(0x1p-24f);
    assertThat(BlockScale.nearest(Float.MIN_VALUE)).isEqualTo(0x1p-24f);
  }

  @Test
  public void nearest_tooLargeOrNone_throws() {
    for (float scale : new float[] {65281, Float.POSITIVE_INFINITY, Float.NaN, -1}) {
      assertThatThrownBy(() -> BlockScale.nearest(scale))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a scale of 0 to 65280");
    }
  }
}
