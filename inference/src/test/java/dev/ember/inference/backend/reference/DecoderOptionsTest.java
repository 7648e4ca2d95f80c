package dev.ember.inference.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.testing.DecoderConfigs;
import dev.ember.inference.testing.FloatArrays;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

/** Every option of a decoder, alone and with others, against the formulas in doubles. */
public final class DecoderOptionsTest {
  /** Float noise of 28-wide sums over three layers; logits are about 1 to 10. */
  private static final float FLOAT_NOISE = 2e-4f;

  /** What an option that does nothing would give, many times over. */
  private static final float VISIBLE = 1e-2f;

  private static final long SEED = 20_260_301;
  private static final int LENGTH = DecoderConfigs.CONTEXT;

  @Test
  public void decode_eachOption_equalsTheTextbook() {
    DecoderConfigs.single().forEach(DecoderOptionsTest::assertEqualsTheTextbook);
  }

  @Test
  public void decode_optionsDrawnTogether_equalsTheTextbook() {
    DecoderConfigs.random(SEED).forEach(DecoderOptionsTest::assertEqualsTheTextbook);
  }

  @Test
  public void prefill_anySplit_givesTheSameBits() {
    Map<String, DecoderConfig> configs = new HashMap<>(DecoderConfigs.single());
    configs.putAll(DecoderConfigs.random(SEED + 1));
    configs.forEach(
        (name, config) -> {
          DecoderWeights weights = SmallModel.weights(config, 3);
          int[] tokens = tokens(config, LENGTH);
          float[] expected = afterPrefill(weights, tokens, 0);
          for (int first : new int[] {1, 15, 17, 64, 71, LENGTH - 1}) {
            assertThat(afterPrefill(weights, tokens, first))
                .as("%s, %d tokens first", name, first)
                .isEqualTo(expected);
          }
        });
  }

  /** With the weights of the plain decoder, so that it is the option that makes the difference. */
  @Test
  public void decode_optionWithoutTensors_changesTheLogits() {
    DecoderConfig plain = DecoderConfigs.plain().build();
    DecoderWeights weights = SmallModel.weights(plain, 3);
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(plain)) {
      tensors.put(spec.name(), weights.tensor(spec.name()));
    }
    int[] tokens = tokens(plain, LENGTH);
    float[] expected = afterPrefill(weights, tokens, LENGTH - 1);
    Set<String> changing = new HashSet<>();
    DecoderConfigs.single()
        .forEach(
            (name, config) -> {
              if (TensorSpec.inFileOrder(config).equals(TensorSpec.inFileOrder(plain))) {
                DecoderWeights same = new DecoderWeights(config, tensors);
                float[] found = afterPrefill(same, tokens, LENGTH - 1);
                if (FloatArrays.maxDifference(found, expected) > VISIBLE) {
                  changing.add(name);
                }
              }
            });
    assertThat(changing)
        .containsExactlyInAnyOrder(
            "gelu",
            "window 1",
            "window 7",
            "window 64",
            "window 89",
            "no rotation",
            "partial rotation",
            "linear",
            "llama 3",
            "short factors",
            "long factors",
            "two windows, two tables");
  }

  @Test
  public void observer_decode_seesTheInputOfEachLinearLayer() {
    DecoderConfig config =
        DecoderConfigs.plain().feedForwardKind(FeedForwardKind.SWIGLU).layers(2).build();
    Set<String> seen = new HashSet<>();
    LinearObserver observer =
        (weight, inputs, count) -> {
          assertThat(count).isEqualTo(1);
          assertThat(inputs[0]).isNotZero();
          seen.add(weight);
        };
    try (Backend backend =
            new ReferenceBackend(SmallModel.weights(config, 3), Activations.FLOAT32, observer);
        KvCache cache = backend.newCache()) {
      backend.decode(5, cache, new float[config.vocabulary()]);
    }
    assertThat(seen).hasSize(4 * 2 + 1).contains("layers.1.down", "unembedding");
  }

  private static void assertEqualsTheTextbook(String name, DecoderConfig config) {
    DecoderWeights weights = SmallModel.weights(config, 3);
    int[] tokens = tokens(config, LENGTH);
    float[][] expected = TextbookDecoder.logits(weights, tokens);
    try (Backend backend = new ReferenceBackend(weights);
        KvCache cache = backend.newCache()) {
      float[] logits = new float[config.vocabulary()];
      for (int t = 0; t < tokens.length; t++) {
        backend.decode(tokens[t], cache, logits);
        assertThat(FloatArrays.maxDifference(logits, expected[t]))
            .as("%s, position %d", name, t)
            .isLessThan(FLOAT_NOISE);
      }
    }
  }

  /** The last logits, the first so many tokens and then all others but the last prefilled. */
  private static float[] afterPrefill(DecoderWeights weights, int[] tokens, int first) {
    float[] logits = new float[weights.config().vocabulary()];
    try (Backend backend = new ReferenceBackend(weights);
        KvCache cache = backend.newCache()) {
      int last = tokens.length - 1;
      backend.prefill(tokens, first, cache);
      for (int t = first; t < last && first == 0; t++) {
        backend.decode(tokens[t], cache, logits);
      }
      if (first > 0) {
        backend.prefill(Arrays.copyOfRange(tokens, first, last), last - first, cache);
      }
      backend.decode(tokens[last], cache, logits);
    }
    return logits;
  }

  private static int[] tokens(DecoderConfig config, int length) {
    return new Random(7).ints(length, 0, config.vocabulary()).toArray();
  }
}
