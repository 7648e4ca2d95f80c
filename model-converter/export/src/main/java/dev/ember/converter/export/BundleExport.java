package dev.ember.converter.export;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.checkpoint.ChatDefaults;
import dev.ember.converter.export.checkpoint.CheckpointNotes;
import dev.ember.converter.export.checkpoint.LlamaCheckpoint;
import dev.ember.converter.export.parity.GoldenPrompt;
import dev.ember.converter.export.parity.ParityCheck;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Turns a checkpoint's folder into a bundle: convert, compare with the float reference, write.
 *
 * <p>What is compared is a bundle already, opened as a phone opens it; one that fails never gets
 * the target's name. Converting streams the weights; the reference holds them as floats.
 */
public final class BundleExport {
  private final Path checkpointFolder;
  private final ExportOptions options;
  private final ExportListener listener;

  private BundleExport(Path checkpointFolder, ExportOptions options, ExportListener listener) {
    this.checkpointFolder = checkpointFolder;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Exports a checkpoint, replacing {@code target}.
   *
   * @throws dev.ember.converter.export.checkpoint.UnsupportedCheckpointException if the checkpoint
   *     is not one that Ember computes rightly
   * @throws ParityException if the converted model is too far from the checkpoint; no bundle is
   *     written
   */
  public static ExportReport export(
      Path checkpointFolder, Path target, ExportOptions options, ExportListener listener)
      throws IOException, ParityException {
    return new BundleExport(checkpointFolder, options, listener).export(target);
  }

  private ExportReport export(Path target) throws IOException, ParityException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "target's folder");
    Files.createDirectories(folder);
    Path scratch = Files.createTempDirectory(folder, ".export");
    try (LlamaCheckpoint checkpoint = LlamaCheckpoint.open(checkpointFolder)) {
      BundleText text = text();
      text.chat().requireUsable(checkpoint.config().vocabulary());
      ConvertedModel model = convert(checkpoint, scratch);
      BundleWriter writer = new BundleWriter(text, model);
      Path draft = scratch.resolve("draft.ember");
      ParityReport parity = compare(checkpoint, writer, draft, prompts(text, model.config()));
      listener.onProgress(ExportListener.Step.WRITING, 0);
      writer.write(target, parity.golden());
      try (Bundle written = Bundle.open(target)) { // reads all of it back
        listener.onProgress(ExportListener.Step.WRITING, 1);
        return new ExportReport(target, Files.size(target), written.manifest(), parity);
      }
    } finally {
      deleteFolder(scratch);
    }
  }

  private BundleText text() throws IOException {
    return new BundleText(
        options.name(),
        ChatDefaults.read(checkpointFolder),
        CheckpointNotes.card(checkpointFolder),
        options.provenance());
  }

  private ConvertedModel convert(LlamaCheckpoint checkpoint, Path scratch) throws IOException {
    DecoderConfig config = checkpoint.config();
    double total = ConvertedModel.valuesToRead(config, options.quantization());
    long[] read = new long[1];
    return ConvertedModel.convert(
        checkpoint,
        options.quantization(),
        Math.min(options.maxContext(), config.context()),
        scratch,
        values -> {
          read[0] += values;
          listener.onProgress(ExportListener.Step.CONVERTING, read[0] / total);
        });
  }

  private ParityReport compare(
      LlamaCheckpoint checkpoint, BundleWriter writer, Path draft, List<GoldenPrompt> prompts)
      throws IOException, ParityException {
    Golden none = new Golden(new Golden.Tolerances(0, 0, 0), List.of());
    writer.write(draft, none);
    DecoderWeights weights = LoadedWeights.load(checkpoint);
    try (Bundle bundle = Bundle.open(draft);
        Backend reference = new ReferenceBackend(weights);
        Backend converted = TfliteBackend.open(bundle, options.threads())) {
      ParityReport report =
          new ParityCheck(
                  reference,
                  converted,
                  limits(),
                  done -> listener.onProgress(ExportListener.Step.CHECKING, done))
              .run(prompts);
      if (!report.passed()) {
        throw new ParityException(report);
      }
      return report;
    }
  }

  private List<GoldenPrompt> prompts(BundleText text, DecoderConfig config) throws IOException {
    List<Integer> opening = text.chat().firstTokens();
    int firstToken = opening.isEmpty() ? 0 : opening.get(0);
    return GoldenPrompt.forModel(
        CheckpointNotes.goldenPrompts(checkpointFolder), firstToken, config.context());
  }

  private ParityLimits limits() {
    return options.quantization() == Quantization.FLOAT32
        ? ParityLimits.FLOAT32
        : ParityLimits.INT8;
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
