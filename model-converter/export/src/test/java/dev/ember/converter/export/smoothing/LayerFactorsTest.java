package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LayerInputs;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class LayerFactorsTest {
  private static final int TOKENS = 30;
  private static final int COLUMNS = 96;
  private static final int OUTLIER = 37;

  private static final DecoderConfig CONFIG =
      TinyModel.TIED.toBuilder().hidden(COLUMNS).feedForward(128).build();

  private static final TensorSpec LAYER =
      new TensorSpec(TensorName.gateUp(0), CONFIG.gateUpRows(), COLUMNS);

  private final LoadedWeights source = new LoadedWeights(weights());

  @Test
  public void find_outlier_isDividedMost() throws IOException {
    float[] factors = find(TensorEncoding.INT8, inputs(100));
    for (int j = 0; j < COLUMNS; j++) {
      assertThat(factors[j]).isEqualTo(Math.scalb(1f, Math.getExponent(factors[j])));
      if (j != OUTLIER) {
        assertThat(factors[j]).isLessThan(factors[OUTLIER]);
      }
    }
  }

  /** With a hundred times the range, the others have two bits; smoothed, all have seven or so. */
  @Test
  public void find_outlier_losesLessThanATenth() throws IOException {
    LayerInputs inputs = inputs(100);
    WeightColumns weights = WeightColumns.of(source, LAYER);
    RoundingError error = new RoundingError(inputs, weights.squares());
    float[] ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    float[] factors = find(TensorEncoding.INT8, inputs);
    double[] rows = weights.rowMaximaSquares(new float[][] {ones, factors});
    assertThat(error.ofInputs(factors) + error.ofWeights(factors, rows[1]))
        .isLessThan((error.ofInputs(ones) + error.ofWeights(ones, rows[0])) / 10);
  }

  @Test
  public void find_blocks_shareAFactor() throws IOException {
    for (TensorEncoding blocks :
        new TensorEncoding[] {TensorEncoding.INT4_BLOCKS, TensorEncoding.INT4_KEPT}) {
      float[] factors = find(blocks, inputs(100));
      for (int j = 0; j < COLUMNS; j++) {
        assertThat(factors[j]).isEqualTo(factors[j - j % TensorEncoding.BLOCK]);
      }
      assertThat(factors[OUTLIER]).isGreaterThan(factors[0]);
    }
  }

  @Test
  public void find_inputThatIsSilent_isRaisedByNoMoreThanSixteen() throws IOException {
    float[] factors = find(TensorEncoding.INT8, inputs(0));
    assertThat(factors[OUTLIER]).isGreaterThanOrEqualTo(1 / 16f);
  }

  @Test
  public void find_nothingKnown_areOnes() throws IOException {
    LayerInputs none = new LayerInputs(new float[0], COLUMNS);
    assertThat(find(TensorEncoding.INT8, none)).containsOnly(1);
  }

  private float[] find(TensorEncoding encoding, LayerInputs inputs) throws IOException {
    return LayerFactors.find(source, LAYER, encoding, inputs);
  }

  /** Normal, but smaller where the outlier is, so that it says no more than the others. */
  private static DecoderWeights weights() {
    DecoderWeights weights = TinyModel.random(CONFIG, 1);
    float[] layer = weights.tensor(LAYER.name());
    for (int i = OUTLIER; i < layer.length; i += COLUMNS) {
      layer[i] /= 100;
    }
    return weights;
  }

  /** Normal, one of them times something. */
  private static LayerInputs inputs(float outlier) {
    Random random = new Random(2);
    float[] values = new float[TOKENS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * (i % COLUMNS == OUTLIER ? outlier : 1);
    }
    return new LayerInputs(values, COLUMNS);
  }
}
