package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.checkpoint.HalfFloat;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class BlockRoundingTest {
  private static final int BLOCK = BlockRounding.BLOCK;

  /** The search tries 33 scales and refines them; the oracle tries every one there is. */
  private static final double MEAN_EXCESS = 2e-3;

  private static final double MOST_EXCESS = 0.2;

  @Test
  public void scale_randomBlocks_isNearlyTheBestOfAll() {
    Random random = new Random(7);
    double excess = 0;
    int blocks = 300;
    for (int i = 0; i < blocks; i++) {
      float[] weights = gaussian(random, 0.05f);
      float[] importance = importance(random);
      double error = error(weights, importance, BlockRounding.scale(weights, 0, importance, 0));
      double best = error(weights, importance, bestOfAll(weights, importance));
      assertThat(error).isLessThanOrEqualTo(best * (1 + MOST_EXCESS));
      excess += error / best - 1;
    }
    assertThat(excess / blocks).isLessThan(MEAN_EXCESS);
  }

  @Test
  public void scale_weightsOnAGrid_isTheGrids() {
    float[] weights = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      weights[i] = 0.15625f * (i % 16 - 8);
    }
    float scale = BlockRounding.scale(weights, 0, ones(), 0);
    assertThat(scale).isEqualTo(0.15625f);
    for (int i = 0; i < BLOCK; i++) {
      assertThat(BlockRounding.code(weights[i], scale)).isEqualTo(i % 16 - 8);
    }
  }

  @Test
  public void scale_outlierThatNoInputMeets_isClipped() {
    Random random = new Random(3);
    float[] weights = gaussian(random, 0.01f);
    float[] importance = ones();
    weights[5] = 0.07f;
    float spanning = BlockRounding.scale(weights, 0, importance, 0);
    importance[5] = 1e-4f;
    assertThat(BlockRounding.scale(weights, 0, importance, 0)).isLessThan(spanning);
  }

  @Test
  public void scale_zerosAndDenormals_isTheSmallest() {
    float[] weights = new float[BLOCK];
    assertThat(BlockRounding.scale(weights, 0, ones(), 0)).isEqualTo(BlockScale.SMALLEST);
    Arrays.fill(weights, Float.MIN_VALUE);
    assertThat(BlockRounding.scale(weights, 0, ones(), 0)).isEqualTo(BlockScale.SMALLEST);
    assertThat(BlockRounding.code(Float.MIN_VALUE, BlockScale.SMALLEST)).isZero();
  }

  @Test
  public void scale_tinyWeights_keepsTheirSigns() {
    float[] weights = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      weights[i] = (i % 2 == 0 ? 1 : -1) * 0x1p-22f;
    }
    float scale = BlockRounding.scale(weights, 0, ones(), 0);
    assertThat(scale * BlockRounding.code(weights[0], scale)).isEqualTo(0x1p-22f);
    assertThat(scale * BlockRounding.code(weights[1], scale)).isEqualTo(-0x1p-22f);
  }

  @Test
  public void scale_nothingMatters_spansTheLargest() {
    float[] weights = ones();
    assertThat(BlockRounding.scale(weights, 0, new float[BLOCK], 0))
        .isEqualTo(BlockScale.nearest(1f / 7));
  }

  @Test
  public void scale_weightBeyondHalf_throws() {
    float[] weights = ones();
    weights[31] = 1e6f;
    assertThatThrownBy(() -> BlockRounding.scale(weights, 0, ones(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a scale");
  }

  private static float bestOfAll(float[] weights, float[] importance) {
    float largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    float best = BlockScale.nearest(largest);
    short first = HalfFloat.floatToBf16(largest / 16);
    for (short bits = first; HalfFloat.bf16ToFloat(bits) < largest / 3; bits++) {
      float scale = HalfFloat.bf16ToFloat(bits);
      if (error(weights, importance, scale) < error(weights, importance, best)) {
        best = scale;
      }
    }
    return best;
  }

  private static double error(float[] weights, float[] importance, float scale) {
    double error = 0;
    for (int i = 0; i < BLOCK; i++) {
      double code = Math.max(-8, Math.min(7, Math.rint((double) weights[i] / scale)));
      error += importance[i] * Math.pow(weights[i] - scale * code, 2);
    }
    return error;
  }

  private static float[] gaussian(Random random, float deviation) {
    float[] weights = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      weights[i] = deviation * (float) random.nextGaussian();
    }
    return weights;
  }

  /** As of a real layer: over two orders of magnitude. */
  private static float[] importance(Random random) {
    float[] importance = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      importance[i] = (float) Math.exp(random.nextGaussian());
    }
    return importance;
  }

  private static float[] ones() {
    float[] ones = new float[BLOCK];
    Arrays.fill(ones, 1);
    return ones;
  }
}
