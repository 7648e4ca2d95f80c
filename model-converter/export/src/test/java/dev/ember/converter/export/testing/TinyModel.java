package dev.ember.converter.export.testing;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConversionOptions;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.tflite.SignaturePlan;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Decoders of random weights, a few thousand parameters, and bundles of them. */
public final class TinyModel {
  /** Grouped query attention, odd sizes, tied; the context is not a multiple of anything. */
  public static final DecoderConfig TIED =
      DecoderConfig.llama(270, 150)
          .hidden(24)
          .layers(3)
          .heads(6, 2)
          .headSize(8)
          .feedForward(44)
          .tied(true)
          .build();

  /** One kv head a query head, one layer, untied, heads wider than hidden / H. */
  public static final DecoderConfig UNTIED =
      DecoderConfig.llama(261, 90)
          .hidden(20)
          .layers(1)
          .heads(2, 2)
          .headSize(16)
          .feedForward(28)
          .ropeTheta(500_000)
          .normEpsilon(1e-6f)
          .tied(false)
          .build();

  private TinyModel() {}

  /** Normal weights of such a spread that activations keep about their size; gains around 1. */
  public static DecoderWeights random(DecoderConfig config, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      tensors.put(spec.name(), values(spec, random));
    }
    return new DecoderWeights(config, tensors);
  }

  private static float[] values(TensorSpec spec, Random random) {
    int count = (int) spec.size();
    if (spec.isVector()) {
      return spec.name().endsWith("bias") ? normal(random, count, 4) : gains(random, count);
    }
    boolean table = spec.isHostTable() || spec.name().equals(TensorName.UNEMBEDDING);
    return normal(random, count, table ? 1 : spec.columns());
  }

  /** Writes a bundle of the source and opens it. */
  public static Bundle bundle(
      WeightSource source, Quantization quantization, int context, Path folder) throws IOException {
    return bundle(source, ConversionOptions.simple(quantization, context), folder);
  }

  /** Writes a bundle of the source and opens it. */
  public static Bundle bundle(WeightSource source, ConversionOptions options, Path folder)
      throws IOException {
    ConvertedModel model = ConvertedModel.convert(source, options, folder, values -> {});
    Path file = folder.resolve("tiny.ember");
    Golden none = new Golden(new Golden.Tolerances(1, 1, 0), List.of());
    new BundleWriter(text(), model).write(file, none);
    return Bundle.open(file);
  }

  /** A bundle of random weights with the whole context. */
  public static Bundle bundle(DecoderConfig config, Quantization quantization, Path folder)
      throws IOException {
    LoadedWeights weights = new LoadedWeights(random(config, 1));
    return bundle(weights, quantization, config.context(), folder);
  }

  /** A bundle whose signatures are made for so short caches that even tests outgrow them. */
  public static Bundle tieredBundle(DecoderConfig config, Quantization quantization, Path folder)
      throws IOException {
    int context = config.context();
    SignaturePlan plan = new SignaturePlan(List.of(context / 8, context / 3, context), 16, 4);
    return bundle(
        new LoadedWeights(random(config, 1)),
        ConversionOptions.simple(quantization, context).withSignatures(plan),
        folder);
  }

  /** Texts that are there, not texts that mean anything. */
  public static BundleText text() {
    ChatDefaults chat =
        new ChatDefaults(
            SmallTokenizer.json(),
            "{{ messages }}",
            "",
            "<|end|>",
            List.of(0),
            List.of(2),
            SamplingOptions.GREEDY);
    return new BundleText("Tiny", "llama", chat, "# Tiny\n", Map.of("seed", "1"));
  }

  private static float[] normal(Random random, int count, int fanIn) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() / Math.sqrt(fanIn));
    }
    return values;
  }

  private static float[] gains(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 1 + 0.3f * (float) random.nextGaussian();
    }
    return values;
  }
}
