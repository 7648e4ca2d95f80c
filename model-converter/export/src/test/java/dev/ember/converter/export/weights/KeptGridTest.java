package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.Test;

public final class KeptGridTest {
  private static final int BLOCK = GridRows.BLOCK;

  /** Float arithmetic on values of about 1. */
  private static final double ROUNDING = 1e-6;

  /** Half the spacing of eight significant bits, as a share. */
  private static final double SCALE_SHARE = 0x1p-8;

  @Test
  public void carry_scaleOfEightBits_keepsEveryWeight() {
    GridRows grid = random(3, 2, scale -> BlockScale.nearest(Math.abs(scale)));
    assertWeights(grid, 3, ROUNDING);
  }

  @Test
  public void carry_negativeScale_turnsTheCodes() {
    GridRows grid = random(3, 2, scale -> -BlockScale.nearest(Math.abs(scale)));
    assertWeights(grid, 3, ROUNDING);
  }

  @Test
  public void carry_anyScale_isOffByNoMoreThanItsRounding() {
    GridRows grid = random(40, 3, scale -> scale);
    double step = 0;
    for (float scale : grid.scales()) {
      step = Math.max(step, Math.abs(scale));
    }
    assertWeights(grid, 40, 15 * step * SCALE_SHARE / 2);
  }

  @Test
  public void carry_anyScale_keepsTheMeanOfEachBlock() {
    GridRows grid = random(20, 2, scale -> scale);
    KeptGrid kept = new KeptGrid(2 * BLOCK);
    for (int row = 0; row < 20; row++) {
      kept.carry(grid, row);
      for (int block = 0; block < 2; block++) {
        double expected = 0;
        double found = 0;
        for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
          expected += weight(grid, row, i);
          found += weight(kept, i);
        }
        assertThat(found).isEqualTo(expected, within(BLOCK * ROUNDING));
      }
    }
  }

  @Test
  public void carry_zeroScale_leavesTheOffset() {
    GridRows grid = random(1, 1, scale -> 0);
    grid.offsets()[0] = -0.75f;
    KeptGrid kept = new KeptGrid(BLOCK);
    kept.carry(grid, 0);
    assertThat(kept.scales()).containsExactly(BlockScale.SMALLEST);
    assertThat(kept.codes()).containsOnly(0);
    assertThat(kept.constants()).containsExactly(-0.75f);
  }

  @Test
  public void carry_scaleBelowTheSmallest_leavesTheMean() {
    GridRows grid = random(1, 1, scale -> 0x1p-30f);
    grid.offsets()[0] = 0;
    KeptGrid kept = new KeptGrid(BLOCK);
    kept.carry(grid, 0);
    double mean = 0;
    for (byte code : grid.codes()) {
      mean += code * 0x1p-30 / BLOCK;
    }
    assertThat(kept.codes()).containsOnly(0);
    assertThat((double) kept.constants()[0]).isEqualTo(mean, within(mean * ROUNDING));
  }

  private interface Scaling {
    float of(float scale);
  }

  private static GridRows random(int rows, int blocks, Scaling scaling) {
    Random random = new Random(11);
    GridRows grid = new GridRows(rows, blocks * BLOCK);
    for (int i = 0; i < rows * blocks * BLOCK; i++) {
      grid.codes()[i] = (byte) random.nextInt(16);
    }
    for (int i = 0; i < rows * blocks; i++) {
      grid.scales()[i] = scaling.of(0.02f * (float) random.nextGaussian());
      grid.offsets()[i] = 0.1f * (float) random.nextGaussian();
    }
    return grid;
  }

  private static void assertWeights(GridRows grid, int rows, double tolerance) {
    KeptGrid kept = new KeptGrid(grid.columns());
    for (int row = 0; row < rows; row++) {
      kept.carry(grid, row);
      for (int i = 0; i < grid.columns(); i++) {
        assertThat(weight(kept, i)).isEqualTo(weight(grid, row, i), within(tolerance));
        assertThat((int) kept.codes()[i]).isBetween(-8, 7);
      }
    }
  }

  private static double weight(GridRows grid, int row, int column) {
    int place = row * grid.blocks() + column / BLOCK;
    int code = grid.codes()[row * grid.columns() + column];
    return (double) grid.scales()[place] * code + grid.offsets()[place];
  }

  private static double weight(KeptGrid kept, int column) {
    int block = column / BLOCK;
    return (double) kept.scales()[block] * kept.codes()[column] + kept.constants()[block];
  }
}
