package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.Test;

public final class SmoothingSearchTest {
  private static final int OUTLIER = 5;

  private final int[] tokens = new Random(2).ints(400, 0, 37).toArray();

  @Test
  public void run_outlierBehindEveryNorm_isDividedInEveryFamily() throws IOException {
    for (ModelFamily family : ModelFamily.values()) {
      LoadedWeights source = new LoadedWeights(outliers(family.config()));
      WeightSource smoothed = SmoothedWeights.of(source, search(source).run(2, done -> {}));
      for (int layer = 0; layer < source.config().layers(); layer++) {
        for (String norm :
            List.of(TensorName.attentionNorm(layer), TensorName.feedForwardNorm(layer))) {
          TensorSpec gain = new TensorSpec(norm, 1, source.config().hidden());
          float before = source.weights().tensor(norm)[OUTLIER];
          assertThat(read(smoothed, gain)[OUTLIER])
              .as("%s %s", family, norm)
              .isLessThanOrEqualTo(before / 16);
        }
      }
    }
  }

  @Test
  public void run_withoutGate_leavesTheLastLayerAlone() throws IOException {
    LoadedWeights source = new LoadedWeights(outliers(ModelFamily.GPT2.config()));
    WeightSource smoothed = SmoothedWeights.of(source, search(source).run(1, done -> {}));
    DecoderConfig config = source.config();
    TensorSpec down = new TensorSpec(TensorName.down(1), config.hidden(), config.feedForward());
    assertThat(read(smoothed, down)).isEqualTo(read(source, down));
  }

  @Test
  public void run_moreThreads_isTheSame() throws IOException {
    LoadedWeights source = new LoadedWeights(outliers(ModelFamily.LLAMA.config()));
    WeightSource one = SmoothedWeights.of(source, search(source).run(1, done -> {}));
    WeightSource three = SmoothedWeights.of(source, search(source).run(3, done -> {}));
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      assertThat(read(three, tensor)).as(tensor.name()).isEqualTo(read(one, tensor));
    }
  }

  @Test
  public void run_progress_isToldAfterEachLayer() throws IOException {
    LoadedWeights source = new LoadedWeights(TinyModel.random(TinyModel.TIED, 1));
    List<Double> seen = new ArrayList<>();
    search(source).run(1, seen::add);
    assertThat(seen).containsExactly(1 / 3.0, 2 / 3.0, 1.0);
  }

  @Test
  public void run_progressThatThrows_ends() {
    LoadedWeights source = new LoadedWeights(TinyModel.random(TinyModel.TIED, 1));
    assertThatThrownBy(
            () ->
                search(source)
                    .run(
                        1,
                        done -> {
                          throw new CancellationException("enough");
                        }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  public void windows_longText_areSpreadOverIt() {
    List<int[]> windows = SmoothingSearch.windows(counting(1000), 70, 30);
    assertThat(windows).hasSize(3);
    assertThat(windows.get(0)).hasSize(30).startsWith(0);
    assertThat(windows.get(1)).hasSize(30).startsWith(340);
    assertThat(windows.get(2)).hasSize(10).startsWith(680);
  }

  @Test
  public void windows_shortText_areAllOfItOnce() {
    List<int[]> windows = SmoothingSearch.windows(counting(70), 512, 30);
    assertThat(windows.get(1)).startsWith(30).endsWith(59);
    assertThat(windows.get(2)).startsWith(60).endsWith(69);
    assertThat(windows).hasSize(3);
  }

  private static int[] counting(int count) {
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = i;
    }
    return tokens;
  }

  private SmoothingSearch search(WeightSource source) {
    EncodingPlan plan = new EncodingPlan(Quantization.INT8_PER_CHANNEL, source);
    return new SmoothingSearch(source, plan, tokens, 128);
  }

  /** A decoder one of whose channels leaves each norm a hundred times larger, and says as much. */
  private static DecoderWeights outliers(DecoderConfig config) {
    DecoderWeights weights = TinyModel.random(config, 3);
    for (int layer = 0; layer < config.layers(); layer++) {
      weights.tensor(TensorName.attentionNorm(layer))[OUTLIER] = 100;
      weights.tensor(TensorName.feedForwardNorm(layer))[OUTLIER] = 100;
      divide(weights.tensor(TensorName.qkv(layer)), config.hidden());
      divide(weights.tensor(TensorName.gateUp(layer)), config.hidden());
    }
    return weights;
  }

  private static void divide(float[] linear, int columns) {
    for (int i = OUTLIER; i < linear.length; i += columns) {
      linear[i] /= 100;
    }
  }

  private static float[] read(WeightSource source, TensorSpec tensor) throws IOException {
    float[] values = new float[(int) tensor.size()];
    source.read(tensor, 0, tensor.rows(), values);
    return values;
  }
}
