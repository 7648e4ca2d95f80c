package dev.ember.app.testing;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A bundle of random weights that the real runtime runs. It writes nonsense, always the same. */
public final class RunnableBundle {
  public static final String NAME = "Nonsense";

  private static final int CONTEXT = 128;
  private static final long SEED = 1;
  private static final int[] PROMPT = {7, 3, 99, 12, 55, 4};
  private static final Golden.Tolerances TOLERANCES = new Golden.Tolerances(1, 1, 0);

  private RunnableBundle() {}

  /** Its bytes. */
  public static byte[] bytes(Path scratch) throws IOException {
    return Files.readAllBytes(write(scratch.resolve("nonsense.ember"), Map.of()));
  }

  /** A file of it that says something of where it comes from. */
  public static Path write(Path file, Map<String, String> provenance) throws IOException {
    return write(file, provenance, List.of(SmallTokenizer.IM_END));
  }

  /** The same with other tokens that end an answer. */
  public static Path write(Path file, Map<String, String> provenance, List<Integer> ends)
      throws IOException {
    return write(file, provenance, ends, UnaryOperator.identity());
  }

  /** One whose maker wrote something else down than it says. */
  public static Path writeWrong(Path file, UnaryOperator<Golden> written) throws IOException {
    return write(file, Map.of(), List.of(SmallTokenizer.IM_END), written);
  }

  /** One with as many heads as a picture of attention has to have room for. */
  public static Path writeWithHeads(Path file, int heads) throws IOException {
    DecoderConfig config =
        DecoderConfig.llama(SmallTokenizer.VOCABULARY, CONTEXT)
            .hidden(20)
            .layers(2)
            .heads(heads, 2)
            .headSize(6)
            .feedForward(28)
            .tied(true)
            .build();
    return write(config, file, Map.of(), List.of(SmallTokenizer.IM_END), UnaryOperator.identity());
  }

  private static Path write(
      Path file, Map<String, String> provenance, List<Integer> ends, UnaryOperator<Golden> written)
      throws IOException {
    return write(SmallModel.config(CONTEXT, true), file, provenance, ends, written);
  }

  private static Path write(
      DecoderConfig config,
      Path file,
      Map<String, String> provenance,
      List<Integer> ends,
      UnaryOperator<Golden> written)
      throws IOException {
    Path scratch = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of a file");
    LoadedWeights weights = new LoadedWeights(SmallModel.weights(config, SEED));
    ConvertedModel model =
        ConvertedModel.convert(
            weights, Quantization.INT8_PER_CHANNEL, CONTEXT, scratch, read -> {});
    ChatDefaults chat =
        new ChatDefaults(
            SmallTokenizer.json(),
            SmallBundle.CHAT_TEMPLATE,
            "",
            "<|im_end|>",
            List.of(),
            ends,
            SamplingOptions.GREEDY);
    BundleWriter writer =
        new BundleWriter(new BundleText(NAME, "llama", chat, "# Nonsense\n", provenance), model);
    writer.write(file, new Golden(TOLERANCES, List.of()));
    writer.write(file, written.apply(golden(file)));
    return file;
  }

  /** What it says here is what it must say. */
  private static Golden golden(Path unproved) throws IOException {
    try (Bundle bundle = Bundle.open(unproved);
        Backend backend = TfliteBackend.open(bundle, 1)) {
      return GoldenLogits.of(backend, PROMPT, TOLERANCES);
    }
  }
}
