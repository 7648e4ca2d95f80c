package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.FaultyBackend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.GoldenTally;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * Faults inside a model, put to the tally that a device runs: what each does to the logits of the
 * model that ships. What the tally does not find is here too, so that what is written of it
 * (docs/BUNDLE.md) stays true.
 */
public final class ModelFaultsTest {
  private static final Path HOME = Path.of(System.getProperty("ember.home"));

  /** In the middle of six, where a fault shows least. */
  private static final int LAYER = 3;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Bundle bundle;

  @SuppressWarnings("NullAway.Init") // set before each test
  private DecoderWeights weights;

  @Before
  public void openBundle() throws IOException {
    bundle =
        Bundle.open(
            new EmberCommand(InputStream.nullInputStream(), new ModelEngines(), HOME)
                .builtInModel());
    weights = bundle.weights();
  }

  @After
  public void closeBundle() {
    bundle.close();
  }

  @Test
  public void noFault_isTheReference() throws IOException {
    Backend sound = new FaultyBackend(weights) {};
    int[] tokens = {5, 900, 17, 33, 4000, 8, 21};
    assertThat(logits(sound, tokens)).isEqualTo(logits(new ReferenceBackend(weights), tokens));
    assertThat(tally(sound).failures()).isEmpty();
  }

  @Test
  public void layer_dropped_isFound() throws IOException {
    UnaryOperator<float[]> nothing = values -> new float[values.length];
    DecoderWeights without =
        changed(List.of(TensorName.attentionOutput(LAYER), TensorName.down(LAYER)), nothing);
    isFound(new ReferenceBackend(without));
  }

  @Test
  public void scale_lost_isFound() throws IOException {
    for (String matrix : matrices()) {
      DecoderWeights bytes = changed(List.of(matrix), ModelFaultsTest::withoutScale);
      isFound(new ReferenceBackend(bytes));
    }
  }

  @Test
  public void mask_chunkSeesTheNextToken_isFound() throws IOException {
    isFound(
        new FaultyBackend(weights) {
          @Override
          protected int lastSeen(int position, int end) {
            return Math.min(position + 1, end - 1);
          }
        });
  }

  @Test
  public void mask_everyTokenSeesAnEmptyPlace_isFound() throws IOException {
    isFound(
        new FaultyBackend(weights) {
          @Override
          protected int lastSeen(int position, int end) {
            return position + 1;
          }
        });
  }

  @Test
  public void rotation_queriesOffByOne_isFound() throws IOException {
    isFound(
        new FaultyBackend(weights) {
          @Override
          protected int queryPosition(int layer, int position, int count) {
            return position + 1;
          }
        });
  }

  @Test
  public void rotation_stepsOffByOne_isFound() throws IOException {
    isFound(
        new FaultyBackend(weights) {
          @Override
          protected int queryPosition(int layer, int position, int count) {
            return count == 1 ? position + 1 : position;
          }

          @Override
          protected int keyPosition(int layer, int position, int count) {
            return queryPosition(layer, position, count);
          }
        });
  }

  /** What one layer does a little wrongly, the others make up for. */
  @Test
  public void faultsOfALayerThatMatterLittle_areNotFound() throws IOException {
    UnaryOperator<float[]> halved = values -> times(values, 0.5f);
    isNotFound(new ReferenceBackend(changed(List.of(TensorName.down(1)), halved)));
    isNotFound(
        new FaultyBackend(weights) {
          @Override
          protected int queryPosition(int layer, int position, int count) {
            return layer == LAYER ? position + 1 : position;
          }
        });
  }

  private void isNotFound(Backend faulty) throws IOException {
    GoldenTally tally = tally(faulty);
    assertThat(tally.worst()).as("more than rounding").isGreaterThan(0.5f);
    assertThat(tally.failures()).isEmpty();
  }

  private void isFound(Backend faulty) throws IOException {
    assertThat(tally(faulty).failures()).isNotEmpty();
  }

  private GoldenTally tally(Backend backend) throws IOException {
    return GoldenLogits.tally(bundle.golden(), backend);
  }

  private static List<String> matrices() {
    return List.of(
        TensorName.qkv(LAYER),
        TensorName.attentionOutput(LAYER),
        TensorName.gateUp(LAYER),
        TensorName.down(LAYER));
  }

  private static float[] logits(Backend backend, int[] tokens) {
    float[] logits = new float[backend.config().vocabulary()];
    try (KvCache cache = backend.newCache()) {
      backend.prefill(tokens, tokens.length - 1, cache);
      backend.decode(tokens[tokens.length - 1], cache, logits);
    }
    return logits;
  }

  /** As if every byte were its weight. */
  private static float[] withoutScale(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return times(values, Byte.MAX_VALUE / largest);
  }

  private static float[] times(float[] values, float factor) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= factor;
    }
    return result;
  }

  private DecoderWeights changed(List<String> names, UnaryOperator<float[]> change) {
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(weights.config())) {
      float[] values = weights.tensor(spec.name());
      tensors.put(spec.name(), names.contains(spec.name()) ? change.apply(values) : values);
    }
    return new DecoderWeights(weights.config(), tensors);
  }
}
