package dev.ember.app.testing;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bundle of random weights that the real runtime runs. It writes nonsense, always the same. */
public final class RunnableBundle {
  public static final String NAME = "Nonsense";

  private static final int CONTEXT = 128;
  private static final long SEED = 1;

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
    Path scratch = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of a file");
    LoadedWeights weights =
        new LoadedWeights(SmallModel.weights(SmallModel.config(CONTEXT, true), SEED));
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
    Golden none = new Golden(new Golden.Tolerances(1, 1, 0), List.of());
    new BundleWriter(new BundleText(NAME, "llama", chat, "# Nonsense\n", provenance), model)
        .write(file, none);
    return file;
  }
}
