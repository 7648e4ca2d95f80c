package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.RandomGrid;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.GridRows;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.Random;
import org.junit.Test;

/** Whatever the factors are, the smoothed model is the same to the last bit. */
public final class SmoothedWeightsTest {
  private static final int TOKENS = 12;

  @Test
  public void logits_everyFamily_keepEveryBit() throws IOException {
    for (ModelFamily family : ModelFamily.values()) {
      DecoderConfig config = family.config();
      LoadedWeights source = new LoadedWeights(TinyModel.random(config, 3));
      WeightSource smoothed = SmoothedWeights.of(source, random(config, 1));
      assertThat(rows(smoothed, norm(config)))
          .as("%s", family)
          .isNotEqualTo(rows(source, norm(config)));
      assertThat(logits(smoothed)).as("%s", family).isEqualTo(logits(source));
    }
  }

  @Test
  public void logits_layerNormWithBiasAndNoGate_keepEveryBit() throws IOException {
    DecoderConfig config = ModelFamily.GPT2.config();
    LoadedWeights source = new LoadedWeights(TinyModel.random(config, 4));
    WeightSource smoothed = SmoothedWeights.of(source, random(config, 1));
    TensorSpec bias = new TensorSpec(TensorName.bias(norm(config).name()), 1, config.hidden());
    assertThat(rows(smoothed, bias)).isNotEqualTo(rows(source, bias));
    assertThat(logits(smoothed)).isEqualTo(logits(source));
  }

  @Test
  public void read_rowsFromTheMiddle_areThoseOfTheWhole() throws IOException {
    DecoderConfig config = ModelFamily.LLAMA.config();
    LoadedWeights source = new LoadedWeights(TinyModel.random(config, 5));
    WeightSource smoothed = SmoothedWeights.of(source, random(config, 1));
    TensorSpec gateUp = new TensorSpec(TensorName.gateUp(1), config.gateUpRows(), config.hidden());
    float[] whole = rows(smoothed, gateUp);
    float[] row = new float[config.hidden()];
    for (int i = 0; i < gateUp.rows(); i++) {
      smoothed.read(gateUp, i, 1, row);
      for (int j = 0; j < row.length; j++) {
        assertThat(row[j]).isEqualTo(whole[i * row.length + j]);
      }
    }
  }

  @Test
  public void readGrid_smoothed_keepsItsCodesAndStandsForWhatIsRead() throws IOException {
    DecoderConfig config = TinyModel.UNTIED.toBuilder().hidden(64).feedForward(96).build();
    RandomGrid source = new RandomGrid(config, 1);
    WeightSource smoothed = SmoothedWeights.of(source, random(config, GridRows.BLOCK));
    assertThat(smoothed).isInstanceOf(GridSource.class);
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      if (source.hasGrid(tensor)) {
        assertGrid(source, (GridSource) smoothed, tensor);
      }
    }
  }

  private static void assertGrid(GridSource source, GridSource smoothed, TensorSpec tensor)
      throws IOException {
    GridRows before = new GridRows(tensor.rows(), tensor.columns());
    GridRows after = new GridRows(tensor.rows(), tensor.columns());
    source.readGrid(tensor, 0, tensor.rows(), before);
    smoothed.readGrid(tensor, 0, tensor.rows(), after);
    assertThat(after.codes()).isEqualTo(before.codes());
    float[] expected = rows(smoothed, tensor);
    for (int i = 0; i < expected.length; i++) {
      int block = i / GridRows.BLOCK;
      assertThat(after.scales()[block] * after.codes()[i] + after.offsets()[block])
          .as("%s, %d", tensor.name(), i)
          .isEqualTo(expected[i]);
    }
  }

  /** Powers of two from a quarter to sixteen, for all that can be smoothed. */
  private static Smoothing random(DecoderConfig config, int shared) {
    Random random = new Random(7);
    Smoothing.Builder smoothing = new Smoothing.Builder(config);
    for (int layer = 0; layer < config.layers(); layer++) {
      smoothing.attention(layer, factors(random, config.hidden(), shared));
      smoothing.gateUp(layer, factors(random, config.hidden(), shared));
      if (config.feedForwardKind().gated()) {
        smoothing.down(layer, factors(random, config.feedForward(), shared));
      }
    }
    return smoothing.build();
  }

  private static float[] factors(Random random, int count, int shared) {
    float[] factors = new float[count];
    for (int i = 0; i < count; i++) {
      factors[i] = i % shared == 0 ? Math.scalb(1f, random.nextInt(7) - 2) : factors[i - 1];
    }
    return factors;
  }

  private static TensorSpec norm(DecoderConfig config) {
    return new TensorSpec(TensorName.attentionNorm(config.layers() - 1), 1, config.hidden());
  }

  private static float[] rows(WeightSource source, TensorSpec tensor) throws IOException {
    float[] rows = new float[(int) tensor.size()];
    source.read(tensor, 0, tensor.rows(), rows);
    return rows;
  }

  /** Of the last of some tokens: {@code [V]}. */
  private static float[] logits(WeightSource source) throws IOException {
    int vocabulary = source.config().vocabulary();
    float[] logits = new float[vocabulary];
    try (ReferenceBackend reference = new ReferenceBackend(LoadedWeights.load(source));
        KvCache cache = reference.newCache()) {
      for (int token : new Random(6).ints(TOKENS, 0, vocabulary).toArray()) {
        reference.decode(token, cache, logits);
      }
    }
    return logits;
  }
}
