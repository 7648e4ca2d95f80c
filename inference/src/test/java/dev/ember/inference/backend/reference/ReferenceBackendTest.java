package dev.ember.inference.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ReferenceBackendTest extends BackendContractTest {
  private static final int[] TOKENS = {7, 42, 0, 257, 99, 7, 7, 130};

  /** More than a step of the kind that reads its weights anew. */
  private static final int MANY = 30;

  /** int8 per channel moves the logits of these models (of size 10 to 20) by a few hundredths. */
  private static final float QUANTIZATION = 0.5f;

  /** Float noise of 20-wide sums over two layers. */
  private static final float FLOAT_NOISE = 1e-4f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Override
  protected Backend newBackend() {
    return new ReferenceBackend(SmallModel.weights(SmallModel.config(false), 5));
  }

  /** It is the oracle, of one conversation at a time. */
  @Override
  protected boolean copiesCaches() {
    return false;
  }

  @Override
  protected float chunkingTolerance() {
    return 0;
  }

  @Test
  public void decode_anyModel_equalsTheTextbook() {
    for (boolean tied : new boolean[] {false, true}) {
      DecoderWeights weights = SmallModel.weights(SmallModel.config(tied), 11);
      float[][] expected = TextbookDecoder.logits(weights, TOKENS);
      try (Backend backend = new ReferenceBackend(weights);
          KvCache cache = backend.newCache()) {
        float[] logits = new float[backend.config().vocabulary()];
        for (int t = 0; t < TOKENS.length; t++) {
          backend.decode(TOKENS[t], cache, logits);
          assertThat(FloatArrays.maxDifference(logits, expected[t]))
              .as("position %d", t)
              .isLessThan(FLOAT_NOISE);
        }
      }
    }
  }

  @Test
  public void decode_float32Bundle_equalsItsWeights() throws IOException {
    SmallBundle small = new SmallBundle().float32().untied().seed(3);
    assertThat(logits(small, Activations.FLOAT32))
        .isEqualTo(logits(new ReferenceBackend(small.weights())));
  }

  @Test
  public void decode_int8Bundle_isNearItsFloatWeights() throws IOException {
    SmallBundle small = new SmallBundle().seed(3);
    float[] expected = logits(new ReferenceBackend(small.weights()));
    float[] weightsOnly = logits(small, Activations.FLOAT32);
    float[] both = logits(small, Activations.INT8_PER_ROW);
    assertThat(FloatArrays.maxDifference(weightsOnly, expected)).isBetween(1e-4f, QUANTIZATION);
    assertThat(FloatArrays.maxDifference(both, expected)).isBetween(1e-4f, QUANTIZATION);
    assertThat(both).isNotEqualTo(weightsOnly);
  }

  @Test
  public void streaming_anyBundle_givesTheSameBitsAsAllItsWeights() throws IOException {
    List<SmallBundle> bundles =
        List.of(new SmallBundle().seed(3), new SmallBundle().float32().untied().seed(4));
    for (SmallBundle small : bundles) {
      Path path = folder.newFile().toPath();
      small.write(path);
      try (Bundle bundle = Bundle.open(path)) {
        int[] text = new Random(5).ints(MANY, 0, bundle.manifest().config().vocabulary()).toArray();
        assertThat(logits(ReferenceBackend.streaming(bundle), text))
            .isEqualTo(logits(new ReferenceBackend(bundle), text));
      }
    }
  }

  /** As floats the weights are 538 MB. */
  @Test
  public void bytes_largeModel_areAllItsWeightsOrAFractionOfThem() {
    DecoderConfig smol =
        DecoderConfig.llama(49_152, 512)
            .layers(30)
            .hidden(576)
            .heads(9, 3)
            .headSize(64)
            .feedForward(1_536)
            .tied(true)
            .build();
    assertThat(ReferenceBackend.streamingBytes(smol, 300)).isBetween(14_000_000L, 40_000_000L);
    assertThat(ReferenceBackend.heldBytes(smol, 300)).isBetween(560_000_000L, 580_000_000L);
  }

  private float[] logits(SmallBundle small, Activations activations) throws IOException {
    Path path = folder.newFile().toPath();
    small.write(path);
    try (Bundle bundle = Bundle.open(path)) {
      return logits(new ReferenceBackend(bundle.weights(), activations));
    }
  }

  private static float[] logits(Backend backend) {
    return logits(backend, TOKENS);
  }

  private static float[] logits(Backend backend, int[] tokens) {
    try (backend;
        KvCache cache = backend.newCache()) {
      float[] logits = new float[backend.config().vocabulary()];
      backend.prefill(tokens, tokens.length - 1, cache);
      backend.decode(tokens[tokens.length - 1], cache, logits);
      return logits;
    }
  }
}
