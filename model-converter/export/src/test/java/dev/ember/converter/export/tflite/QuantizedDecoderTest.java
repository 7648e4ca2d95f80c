package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.bundle.ConversionOptions;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.testing.LogitDifferences;
import dev.ember.converter.export.testing.RandomGrid;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whole decoders in each quantization: TensorFlow Lite against plain loops on the same weights. */
public final class QuantizedDecoderTest {
  /** Float32 rounding in another order of summation; logits are about 1 to 10. */
  private static final float FLOAT32_ROUNDING = 2e-4f;

  /** Against a reference that rounds activations as XNNPACK does. */
  private static final float EMULATED_ROUNDING = 2e-5f;

  /** The share of positions at which an activation on the border rounds the other way. */
  private static final double FLIPPED_POSITIONS = 0.2;

  /**
   * Half of the logits' spread and a little: activations of eight bits against floats. The kernels
   * of one processor stay below 2.5, those of another reach 2.51.
   */
  private static final float ACTIVATION_ROUNDING = 3;

  /** Half a step of the constants of a random grid, whose largest is about 1. */
  private static final double CONSTANT_ROUNDING = 0.01;

  private static final int CONTEXT = 70;

  private static final DecoderConfig WIDE =
      DecoderConfig.llama(270, CONTEXT)
          .hidden(64)
          .layers(2)
          .heads(4, 2)
          .headSize(16)
          .feedForward(96)
          .tied(true)
          .build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void decode_float16_matchesTheReferenceOnHalves() throws IOException {
    try (Bundle bundle = bundle(floats(WIDE), Quantization.FLOAT16);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(bundle.weights())) {
      for (float difference : LogitDifferences.of(tflite, reference)) {
        assertThat(difference).isLessThan(FLOAT32_ROUNDING);
      }
    }
  }

  @Test
  public void decode_small_matchesTheReferenceWithRoundedActivations() throws IOException {
    try (Bundle bundle = bundle(floats(WIDE), Quantization.SMALL);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(bundle.weights(), Activations.INT8_PER_ROW)) {
      int flipped = 0;
      for (float difference : LogitDifferences.of(tflite, reference)) {
        flipped += difference > EMULATED_ROUNDING ? 1 : 0;
        assertThat(difference).isLessThan(ACTIVATION_ROUNDING);
      }
      assertThat(flipped).isLessThanOrEqualTo((int) (FLIPPED_POSITIONS * CONTEXT));
    }
  }

  @Test
  public void decode_small_widthsWithoutBlocksAreInt8() throws IOException {
    try (Bundle bundle = bundle(floats(TinyModel.TIED), Quantization.SMALL);
        Bundle int8 = bundle(floats(TinyModel.TIED), Quantization.INT8_PER_CHANNEL);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend same = TfliteBackend.open(int8, 1)) {
      assertThat(LogitDifferences.of(tflite, same)).containsOnly(0);
    }
  }

  @Test
  public void decode_keep_isNearTheReferenceOnTheGrid() throws IOException {
    RandomGrid source = new RandomGrid(WIDE, 9);
    try (Bundle bundle = bundle(source, Quantization.KEEP);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(source.weights())) {
      for (float difference : LogitDifferences.of(tflite, reference)) {
        assertThat(difference).isLessThan(ACTIVATION_ROUNDING);
      }
    }
  }

  @Test
  public void bundle_keep_readsAsTheGrid() throws IOException {
    RandomGrid source = new RandomGrid(WIDE, 9);
    try (Bundle bundle = bundle(source, Quantization.KEEP)) {
      DecoderWeights weights = bundle.weights();
      for (TensorSpec tensor : TensorSpec.inFileOrder(WIDE)) {
        float[] found = weights.tensor(tensor.name());
        float[] expected = source.weights().tensor(tensor.name());
        boolean grid = source.hasGrid(tensor);
        for (int i = 0; grid && i < found.length; i++) {
          assertThat((double) found[i]).isEqualTo(expected[i], within(CONSTANT_ROUNDING));
        }
      }
    }
  }

  @Test
  public void prefill_quantized_isNearDecode() throws IOException {
    for (Quantization quantization : new Quantization[] {Quantization.SMALL, Quantization.KEEP}) {
      try (Bundle bundle = bundle(new RandomGrid(WIDE, 4), quantization);
          Backend backend = TfliteBackend.open(bundle, 1);
          KvCache decoded = backend.newCache();
          KvCache prefilled = backend.newCache()) {
        int[] tokens = new Random(3).ints(CONTEXT, 0, WIDE.vocabulary()).toArray();
        float[] expected = new float[WIDE.vocabulary()];
        float[] found = new float[WIDE.vocabulary()];
        for (int token : tokens) {
          backend.decode(token, decoded, expected);
        }
        backend.prefill(tokens, CONTEXT - 1, prefilled);
        backend.decode(tokens[CONTEXT - 1], prefilled, found);
        assertThat(FloatArrays.maxDifference(found, expected)).isLessThan(ACTIVATION_ROUNDING);
      }
    }
  }

  @Test
  public void convert_anyNumberOfThreads_givesTheSameBytes() throws IOException {
    RandomGrid source = new RandomGrid(WIDE, 4);
    for (Quantization quantization : Quantization.values()) {
      byte[] one = convert(source, quantization, 1);
      assertThat(convert(source, quantization, 3)).as("%s", quantization).isEqualTo(one);
    }
  }

  private byte[] convert(WeightSource source, Quantization quantization, int threads)
      throws IOException {
    Path scratch = folder.newFolder().toPath();
    ConversionOptions options =
        new ConversionOptions(quantization, CONTEXT, threads, InputStatistics.UNIFORM);
    ConvertedModel.convert(source, options, scratch, values -> {});
    return Files.readAllBytes(scratch.resolve("model.tflite"));
  }

  private Bundle bundle(WeightSource source, Quantization quantization) throws IOException {
    return TinyModel.bundle(
        source, quantization, source.config().context(), folder.newFolder().toPath());
  }

  private static LoadedWeights floats(DecoderConfig config) {
    return new LoadedWeights(TinyModel.random(config, 1));
  }
}
