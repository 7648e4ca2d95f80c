package dev.ember.converter.export;

import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConversionOptions;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.parity.MeasuringText;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.converter.export.parity.ParityTexts;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceNotes;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.Measurement;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Turns a model of another form into a bundle: convert, compare with the float reference, write.
 *
 * <p>What is compared is a bundle already, opened as a phone opens it; one that fails never gets
 * the target's name. Both the conversion and the float reference stream the weights.
 */
public final class BundleExport {
  private static final String DRAFT = "draft.ember";

  /** Of the converted weights, at the end: in the scratch folder, in the draft, in the target. */
  private static final int COPIES = 3;

  private final ModelSource source;
  private final ExportOptions options;
  private final ExportListener listener;
  private final Machine machine;

  private BundleExport(
      ModelSource source, ExportOptions options, ExportListener listener, Machine machine) {
    this.source = source;
    this.options = options;
    this.listener = listener;
    this.machine = machine;
  }

  /**
   * Exports a model, replacing {@code target}; the caller closes the source.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if the model is not
   *     one that Ember computes rightly
   * @throws ParityException if the converted model is too far from the source, or one that no
   *     device would run, which {@link ExportEffort#forced} does not waive; no bundle is written
   * @throws CancellationException if the listener throws it; what was converted stays beside the
   *     target for another try, and the target is as it was
   * @throws IOException also if another export to the same target is running
   */
  public static ExportReport export(
      ModelSource source, Path target, ExportOptions options, ExportListener listener)
      throws IOException, ParityException {
    return export(source, target, options, listener, Machine.REAL);
  }

  /** The same on another machine. */
  static ExportReport export(
      ModelSource source,
      Path target,
      ExportOptions options,
      ExportListener listener,
      Machine machine)
      throws IOException, ParityException {
    return new BundleExport(source, options, listener, machine).export(target);
  }

  /**
   * How many bytes of its disk {@link #export} takes until it is done: what is converted, the draft
   * that is compared, and the target. Less what an earlier try has left there.
   */
  public static long diskBytes(ModelSource source, Path target, ExportOptions options)
      throws IOException {
    WeightSource weights = source.weights();
    ConversionOptions conversion =
        new ConversionOptions(
            options.quantization(),
            Math.min(options.maxContext(), weights.config().context()),
            options.threads(),
            InputStatistics.UNIFORM,
            options.variants());
    long left = ScratchFolder.bytesOf(target);
    return Math.max(0, COPIES * ConvertedModel.bytes(weights, conversion) - left);
  }

  private ExportReport export(Path target) throws IOException, ParityException {
    AtomicFile.requirePossible(target);
    WeightSource weights = source.weights();
    SourceNotes notes = source.notes();
    ChatDefaults chat = source.chat().complete(source.description(), weights.config().vocabulary());
    Tokenizer tokenizer = SubwordTokenizer.read(new StringReader(chat.tokenizer()), "");
    CalibrationStep calibration = new CalibrationStep(options, weights, tokenizer);
    calibration.tellIfShort(listener);
    BundleText text = text(notes, chat, calibration.facts());
    try (ScratchFolder scratch = ScratchFolder.of(target, machine.deletion(), listener::onLeft)) {
      try {
        ConvertedModel model = convert(weights, calibration, scratch.path());
        BundleWriter writer = new BundleWriter(text, model);
        ParityTexts texts = texts(notes, tokenizer, model.config());
        List<ParityReport> parity = compare(weights, writer, scratch.file(DRAFT), texts);
        return write(writer, target, parity);
      } catch (CancellationException cancelled) {
        scratch.keep();
        throw cancelled;
      }
    }
  }

  private ExportReport write(BundleWriter writer, Path target, List<ParityReport> parity)
      throws IOException {
    listener.onProgress(ExportListener.Step.WRITING, 0);
    List<Measurement> measurements = new ArrayList<>();
    parity.forEach(report -> measurements.add(report.measurement()));
    writer.write(target, parity.get(0).golden(), measurements);
    try (Bundle written = Bundle.open(target)) { // reads all of it back
      listener.onProgress(ExportListener.Step.WRITING, 1);
      return new ExportReport(
          target,
          Files.size(target),
          written.manifest(),
          parity.get(0),
          parity.subList(1, parity.size()));
    }
  }

  private BundleText text(SourceNotes notes, ChatDefaults chat, Map<String, String> facts) {
    Map<String, String> provenance = new HashMap<>(notes.facts());
    provenance.putAll(facts);
    provenance.putAll(options.provenance());
    return new BundleText(options.name(), source.architecture(), chat, notes.card(), provenance);
  }

  private ConvertedModel convert(WeightSource weights, CalibrationStep calibration, Path scratch)
      throws IOException {
    double smoothing = calibration.share();
    WeightSource smoothed =
        calibration.smoothed(
            scratch,
            share -> listener.onProgress(ExportListener.Step.CONVERTING, share * smoothing));
    ConversionOptions conversion =
        new ConversionOptions(
            options.quantization(),
            Math.min(options.maxContext(), weights.config().context()),
            options.threads(),
            calibration.statistics(smoothed),
            options.variants());
    double total = ConvertedModel.valuesToRead(smoothed, conversion);
    long[] read = new long[1];
    return ConvertedModel.convert(
        smoothed,
        conversion,
        scratch,
        listener::onTakenUp,
        values -> {
          read[0] += values;
          double share = smoothing + (1 - smoothing) * (read[0] / total);
          listener.onProgress(ExportListener.Step.CONVERTING, Math.min(share, 1));
        });
  }

  /** Of the graph, and of each variant. */
  private List<ParityReport> compare(
      WeightSource weights, BundleWriter writer, Path draft, ParityTexts texts)
      throws IOException, ParityException {
    Golden none = new Golden(new Golden.Tolerances(0, 0, 0), List.of());
    writer.write(draft, none);
    try (Bundle bundle = Bundle.open(draft)) {
      return new DraftCheck(
              weights,
              texts,
              options,
              machine.opening(),
              done -> listener.onProgress(ExportListener.Step.CHECKING, done))
          .run(bundle);
    }
  }

  private ParityTexts texts(SourceNotes notes, Tokenizer tokenizer, DecoderConfig config)
      throws IOException {
    MeasuringText text =
        new MeasuringText(
            "held-out stories, questions and chats of Ember's own",
            ShippedText.read(ShippedText.MEASUREMENT));
    return ParityTexts.of(
        notes.goldenPrompts(),
        text,
        tokenizer,
        config.context(),
        options.effort().measuredPositions());
  }
}
