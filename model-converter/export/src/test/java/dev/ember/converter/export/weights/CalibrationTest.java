package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public final class CalibrationTest {
  private static final long PLENTY = 1L << 30;

  private static final DecoderConfig CONFIG = TinyModel.TIED;

  private final LoadedWeights source = new LoadedWeights(TinyModel.random(CONFIG, 1));
  private final int[] tokens = new Random(2).ints(200, 0, CONFIG.vocabulary()).toArray();

  @Test
  public void inputs_everyLayer_areWhatTheReferenceSees() throws IOException {
    Map<String, List<Float>> seen = new HashMap<>();
    try (ReferenceBackend reference =
        new ReferenceBackend(
            source.weights(),
            Activations.FLOAT32,
            (weight, rows, count) -> {
              List<Float> values = seen.computeIfAbsent(weight, first -> new ArrayList<>());
              int columns = weight.endsWith("down") ? CONFIG.feedForward() : CONFIG.hidden();
              for (int i = 0; i < count * columns; i++) {
                values.add(rows[i]);
              }
            })) {
      try (KvCache cache = reference.newCache()) { // windows as long as the context
        reference.prefill(tokens, CONFIG.context(), cache);
        cache.truncate(0);
        int rest = tokens.length - CONFIG.context();
        int[] window = new int[rest];
        System.arraycopy(tokens, CONFIG.context(), window, 0, rest);
        reference.prefill(window, rest, cache);
      }
    }
    Calibration calibration = new Calibration(source, tokens, 2, PLENTY);
    assertThat(calibration.tokens()).isEqualTo(tokens.length);
    for (int layer = 0; layer < CONFIG.layers(); layer++) {
      for (String name : List.of(TensorName.gateUp(layer), TensorName.down(layer))) {
        LayerInputs inputs = calibration.inputs(spec(name));
        List<Float> expected = seen.getOrDefault(name, List.of());
        assertThat(inputs.values()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
          assertThat(inputs.values()[i]).isEqualTo(expected.get(i));
        }
      }
    }
  }

  @Test
  public void inputs_layersLeftOut_goOnToTheOneAskedFor() throws IOException {
    LayerInputs direct = new Calibration(source, tokens, 1, PLENTY).inputs(spec("layers.2.down"));
    Calibration stepwise = new Calibration(source, tokens, 3, PLENTY);
    stepwise.inputs(spec("layers.0.gate_up"));
    assertThat(stepwise.inputs(spec("layers.2.down")).values()).isEqualTo(direct.values());
  }

  @Test
  public void inputs_layerPassedAlready_isRefused() throws IOException {
    Calibration calibration = new Calibration(source, tokens, 1, PLENTY);
    calibration.inputs(spec("layers.1.down"));
    assertThatThrownBy(() -> calibration.inputs(spec("layers.0.down")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the order of the model but found layers.0.down");
  }

  @Test
  public void tokens_littleMemory_areFewer() throws IOException {
    long bytesOfToken = 4L * (CONFIG.feedForward() + 2 * CONFIG.hidden());
    Calibration calibration = new Calibration(source, tokens, 1, 100 * bytesOfToken);
    assertThat(calibration.tokens()).isEqualTo(CONFIG.context()); // whole windows
    assertThat(calibration.inputs(spec("layers.0.down")).count()).isEqualTo(CONFIG.context());
  }

  @Test
  public void identity_otherText_isAnother() throws IOException {
    String identity = new Calibration(source, tokens, 1, PLENTY).identity();
    assertThat(new Calibration(source, tokens.clone(), 2, PLENTY).identity()).isEqualTo(identity);
    tokens[7]++;
    assertThat(new Calibration(source, tokens, 1, PLENTY).identity()).isNotEqualTo(identity);
  }

  private static TensorSpec spec(String name) {
    for (TensorSpec spec : TensorSpec.inFileOrder(CONFIG)) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    throw new AssertionError(name);
  }
}
