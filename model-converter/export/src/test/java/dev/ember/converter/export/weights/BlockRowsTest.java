package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Test;

/** What a layer's outputs lose, on the inputs that it was rounded for. */
public final class BlockRowsTest {
  private static final int COLUMNS = 576; // more than a group of inputs
  private static final int ROWS = 24;
  private static final int COUNT = 700;

  /** Correlated inputs let GPTQ halve the error and more; a third off is asked for. */
  private static final double SPREAD_GAIN = 0.67;

  private static final DecoderConfig CONFIG =
      TinyModel.UNTIED.toBuilder().hidden(COLUMNS).feedForward(ROWS / 2).build();

  private static final TensorSpec TENSOR = new TensorSpec(TensorName.gateUp(0), ROWS, COLUMNS);

  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final LoadedWeights source = new LoadedWeights(TinyModel.random(CONFIG, 1));

  @After
  public void stop() {
    workers.shutdownNow();
  }

  @Test
  public void encode_knownInputs_losesLessThanByImportanceAlone() throws IOException {
    LayerInputs inputs = correlated();
    double byImportance = loss(inputs, InputModel.ofImportance(inputs.meanSquares()));
    double spread = loss(inputs, InputModel.of(inputs, workers));
    assertThat(spread).isLessThan(SPREAD_GAIN * byImportance);
  }

  @Test
  public void encode_importance_losesLessThanWithout() throws IOException {
    LayerInputs inputs = scaled();
    double uniform = loss(inputs, InputModel.of(new LayerInputs(new float[0], COLUMNS), workers));
    double byImportance = loss(inputs, InputModel.ofImportance(inputs.meanSquares()));
    assertThat(byImportance).isLessThan(uniform);
  }

  @Test
  public void encode_inputsWithoutCorrelation_spreadIsNoWorse() throws IOException {
    LayerInputs inputs = scaled();
    double byImportance = loss(inputs, InputModel.ofImportance(inputs.meanSquares()));
    assertThat(loss(inputs, InputModel.of(inputs, workers))).isLessThan(1.05 * byImportance);
  }

  /** Mean square error of the outputs, as a share of their mean square. */
  private double loss(LayerInputs inputs, InputModel model) throws IOException {
    BlockRows rows = new BlockRows(source, TENSOR, model, ROWS);
    EncodedRows encoded = new EncodedRows(TensorEncoding.INT4_BLOCKS, ROWS, COLUMNS);
    rows.read(0, ROWS);
    rows.encode(0, ROWS, encoded);
    float[] exact = source.weights().tensor(TENSOR.name());
    double error = 0;
    double size = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int t = 0; t < COUNT; t++) {
        double expected = 0;
        double found = 0;
        for (int i = 0; i < COLUMNS; i++) {
          double x = inputs.values()[t * COLUMNS + i];
          expected += x * exact[row * COLUMNS + i];
          found += x * weight(encoded, row, i);
        }
        error += (found - expected) * (found - expected);
        size += expected * expected;
      }
    }
    return error / size;
  }

  private static double weight(EncodedRows rows, int row, int column) {
    int at = row * COLUMNS + column;
    int pair = rows.values().get(at / 2);
    int code = at % 2 == 0 ? (pair << 28) >> 28 : pair >> 4;
    short scale = rows.blockScales().getShort(at / BlockRounding.BLOCK * Short.BYTES);
    return code * (double) HalfFloat.f16ToFloat(scale);
  }

  private static LayerInputs correlated() {
    Random random = new Random(5);
    float[] values = new float[COUNT * COLUMNS];
    for (int t = 0; t < COUNT; t++) {
      float common = (float) random.nextGaussian();
      for (int i = 0; i < COLUMNS; i++) {
        float before = i == 0 ? 0 : values[t * COLUMNS + i - 1];
        values[t * COLUMNS + i] = 0.6f * before + common + 0.5f * (float) random.nextGaussian();
      }
    }
    return new LayerInputs(values, COLUMNS);
  }

  private static LayerInputs scaled() {
    Random random = new Random(6);
    float[] values = new float[COUNT * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * (i % COLUMNS % 5 == 0 ? 4 : 0.5));
    }
    return new LayerInputs(values, COLUMNS);
  }
}
