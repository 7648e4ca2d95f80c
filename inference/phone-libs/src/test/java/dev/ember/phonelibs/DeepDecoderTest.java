package dev.ember.phonelibs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Thirty layers of random weights, at several fills of the cache, against plain loops. */
public final class DeepDecoderTest {
  private static final DecoderConfig CONFIG = DeepModel.CONFIG;

  /** Less than a prefill's chunk, more than one, and as many as leave room for the steps. */
  private static final int[] FILLS = {5, 70, CONFIG.context() - 64};

  private static final int STEPS = 64;
  private static final long SEED = 41;

  /** Float32 sums in another order, through thirty layers; the logits spread by 8. */
  private static final float FLOAT32_ROUNDING = 2e-4f;

  /**
   * Two ways to sum round an activation to other steps of eight bits now and then, and everything
   * behind it follows: with random weights a twentieth of the logits' spread, and at most this.
   */
  private static final float ACTIVATION_ROUNDING = 1.5f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void decode_float32_followsTheReference() throws IOException {
    try (Bundle bundle = DeepModel.bundle(Quantization.FLOAT32, folder.getRoot().toPath());
        Backend backend = RuntimeUnderTest.current().open(bundle);
        Backend reference = new ReferenceBackend(bundle)) {
      assertFollows(backend, reference, FLOAT32_ROUNDING);
    }
  }

  @Test
  public void decode_int8_followsTheReference() throws IOException {
    boolean rounds = RuntimeUnderTest.current().roundsActivations();
    Activations activations = rounds ? Activations.INT8_PER_ROW : Activations.FLOAT32;
    try (Bundle bundle =
            DeepModel.bundle(Quantization.INT8_PER_CHANNEL, folder.getRoot().toPath());
        Backend backend = RuntimeUnderTest.current().open(bundle);
        Backend reference = new ReferenceBackend(bundle.weights(), activations)) {
      assertFollows(backend, reference, rounds ? ACTIVATION_ROUNDING : FLOAT32_ROUNDING);
    }
  }

  /** Reads a prompt of each length and then writes, each step the reference's own best token. */
  private static void assertFollows(Backend backend, Backend reference, float tolerance) {
    float[] expected = new float[CONFIG.vocabulary()];
    float[] found = new float[CONFIG.vocabulary()];
    for (int fill : FILLS) {
      int[] prompt = new Random(SEED).ints(fill, 0, CONFIG.vocabulary()).toArray();
      try (KvCache cache = backend.newCache();
          KvCache truth = reference.newCache()) {
        backend.prefill(prompt, fill - 1, cache);
        reference.prefill(prompt, fill - 1, truth);
        int token = prompt[fill - 1];
        for (int step = 0; step < STEPS; step++) {
          backend.decode(token, cache, found);
          reference.decode(token, truth, expected);
          assertThat(FloatArrays.maxDifference(found, expected))
              .as("fill %d, step %d", fill, step)
              .isLessThanOrEqualTo(tolerance);
          token = FloatArrays.argmax(expected);
          assertSameChoice(found, expected, tolerance);
        }
      }
    }
  }

  /** The same best token, unless the reference's two best are nearer than rounding moves them. */
  private static void assertSameChoice(float[] found, float[] expected, float tolerance) {
    float best = expected[FloatArrays.argmax(expected)];
    float chosen = expected[FloatArrays.argmax(found)];
    assertThat(chosen).isGreaterThanOrEqualTo(best - tolerance);
  }
}
