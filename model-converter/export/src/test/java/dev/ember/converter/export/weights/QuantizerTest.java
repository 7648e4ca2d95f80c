package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.Test;

public final class QuantizerTest {

  @Test
  public void scale_row_isTheLargestMagnitudeOver127() {
    assertThat(Quantizer.scale(new float[] {9, -2.54f, 1, 0.5f}, 1, 3)).isEqualTo(2.54f / 127);
  }

  @Test
  public void scale_zeros_isOne() {
    assertThat(Quantizer.scale(new float[4], 0, 4)).isEqualTo(1);
  }

  @Test
  public void scale_tinyRow_isNotSubnormal() {
    float[] row = {Float.MIN_VALUE, -Float.MIN_NORMAL};
    assertThat(Quantizer.scale(row, 0, 2)).isEqualTo(Float.MIN_NORMAL);
  }

  @Test
  public void quantize_values_roundToNearestEven() {
    float[] row = {127, -127, 0.4f, 0.5f, 1.5f, -0.6f, 2.5f};
    byte[] quantized = new byte[row.length];
    Quantizer.quantize(row, 0, row.length, 1, quantized);
    assertThat(quantized).containsExactly(127, -127, 0, 0, 2, -1, 2);
  }

  @Test
  public void quantize_beyondTheScale_isClampedSymmetrically() {
    byte[] quantized = new byte[2];
    Quantizer.quantize(new float[] {300, -300}, 0, 2, 1, quantized);
    assertThat(quantized).containsExactly(127, -127);
  }

  @Test
  public void quantize_randomRows_areOffByHalfAStepAtMost() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int trial = 0; trial < 200; trial++) {
      float[] row = new float[1 + random.nextInt(300)];
      float spread = (float) Math.pow(10, random.nextInt(9) - 4);
      for (int i = 0; i < row.length; i++) {
        row[i] = spread * (float) random.nextGaussian();
      }
      float scale = Quantizer.scale(row, 0, row.length);
      byte[] quantized = new byte[row.length];
      Quantizer.quantize(row, 0, row.length, scale, quantized);
      double halfStep = scale * 0.5 * (1 + 1e-5); // float rounding of the quotient
      for (int i = 0; i < row.length; i++) {
        assertThat(Math.abs((double) row[i] - quantized[i] * (double) scale))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(halfStep);
      }
    }
  }
}
