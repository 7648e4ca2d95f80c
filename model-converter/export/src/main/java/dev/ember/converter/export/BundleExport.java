package dev.ember.converter.export;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.parity.GoldenPrompt;
import dev.ember.converter.export.parity.ParityCheck;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns a model of another form into a bundle: convert, compare with the float reference, write.
 *
 * <p>What is compared is a bundle already, opened as a phone opens it; one that fails never gets
 * the target's name. Converting streams the weights; the reference holds them as floats.
 */
public final class BundleExport {
  private final ModelSource source;
  private final ExportOptions options;
  private final ExportListener listener;

  private BundleExport(ModelSource source, ExportOptions options, ExportListener listener) {
    this.source = source;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Exports a model, replacing {@code target}; the caller closes the source.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if the model is not
   *     one that Ember computes rightly
   * @throws ParityException if the converted model is too far from the source; no bundle is written
   */
  public static ExportReport export(
      ModelSource source, Path target, ExportOptions options, ExportListener listener)
      throws IOException, ParityException {
    return new BundleExport(source, options, listener).export(target);
  }

  private ExportReport export(Path target) throws IOException, ParityException {
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "target's folder");
    Files.createDirectories(folder);
    Path scratch = Files.createTempDirectory(folder, ".export");
    try {
      WeightSource weights = source.weights();
      SourceNotes notes = source.notes();
      BundleText text = text(notes, weights.config().vocabulary());
      ConvertedModel model = convert(weights, scratch);
      BundleWriter writer = new BundleWriter(text, model);
      Path draft = scratch.resolve("draft.ember");
      List<GoldenPrompt> prompts = prompts(notes, text, model.config());
      ParityReport parity = compare(weights, writer, draft, prompts);
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

  private BundleText text(SourceNotes notes, int vocabulary) throws IOException {
    SourceChat chat = source.chat();
    if (options.chatTemplate() != null) {
      chat = chat.withTemplate(options.chatTemplate());
    }
    Map<String, String> provenance = new HashMap<>(notes.facts());
    provenance.putAll(options.provenance());
    return new BundleText(
        options.name(), chat.complete(source.description(), vocabulary), notes.card(), provenance);
  }

  private ConvertedModel convert(WeightSource weights, Path scratch) throws IOException {
    DecoderConfig config = weights.config();
    double total = ConvertedModel.valuesToRead(config);
    long[] read = new long[1];
    return ConvertedModel.convert(
        weights,
        options.quantization(),
        Math.min(options.maxContext(), config.context()),
        scratch,
        values -> {
          read[0] += values;
          listener.onProgress(ExportListener.Step.CONVERTING, read[0] / total);
        });
  }

  private ParityReport compare(
      WeightSource weights, BundleWriter writer, Path draft, List<GoldenPrompt> prompts)
      throws IOException, ParityException {
    Golden none = new Golden(new Golden.Tolerances(0, 0, 0), List.of());
    writer.write(draft, none);
    DecoderWeights floats = LoadedWeights.load(weights);
    try (Bundle bundle = Bundle.open(draft);
        Backend reference = new ReferenceBackend(floats);
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

  private static List<GoldenPrompt> prompts(
      SourceNotes notes, BundleText text, DecoderConfig config) {
    List<Integer> opening = text.chat().firstTokens();
    int firstToken = opening.isEmpty() ? 0 : opening.get(0);
    return GoldenPrompt.forModel(notes.goldenPrompts(), firstToken, config.context());
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
