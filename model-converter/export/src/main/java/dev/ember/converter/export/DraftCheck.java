package dev.ember.converter.export;

import dev.ember.converter.export.parity.GoldenCheck;
import dev.ember.converter.export.parity.ParityCheck;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.converter.export.parity.ParityTexts;
import dev.ember.converter.export.weights.CappedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds each graph of a draft, opened as a phone opens it, to the float model, and the first to
 * what the bundle will promise: by the very tally that {@code verify} and a phone refuse it by.
 */
final class DraftCheck {
  /** Of the time for the first graph; what was read token by token is then read in chunks. */
  private static final double PARITY_SHARE = 0.95;

  private final WeightSource weights;
  private final ParityTexts texts;
  private final ExportOptions options;
  private final Machine.Opening opening;
  private final DoubleConsumer progress;

  /**
   * @param weights the float model
   * @param progress is told the done share of the work, 0 to 1
   */
  DraftCheck(
      WeightSource weights,
      ParityTexts texts,
      ExportOptions options,
      Machine.Opening opening,
      DoubleConsumer progress) {
    this.weights = weights;
    this.texts = texts;
    this.options = options;
    this.opening = opening;
    this.progress = progress;
  }

  /**
   * Compares; call it once.
   *
   * @return of the first graph, and of each variant
   * @throws ParityException if a graph is too far from the float model and that is not forced, or
   *     if the first is not what it says of itself
   */
  List<ParityReport> run(Bundle draft) throws IOException, ParityException {
    List<ParityReport> reports = new ArrayList<>();
    reports.add(first(draft));
    for (Manifest.Variant variant : draft.manifest().variants()) {
      reports.add(further(draft, variant, reports.size()));
    }
    return reports;
  }

  private ParityReport first(Bundle draft) throws IOException, ParityException {
    try (Backend converted = open(draft, null)) {
      ParityReport report =
          parity(converted, options.quantization(), done -> tell(0, PARITY_SHARE * done));
      GoldenCheck.Result golden =
          new GoldenCheck(report.golden(), converted)
              .run(done -> tell(0, PARITY_SHARE + (1 - PARITY_SHARE) * done));
      List<String> failures = new ArrayList<>();
      golden.wrong().forEach(wrong -> failures.add("golden: " + wrong));
      if (!options.effort().forced()) {
        failures.addAll(report.failures());
        if (report.measurement().wanted() > 0) { // nothing of quantization was to be measured
          golden.lost().forEach(lost -> failures.add("golden: " + lost));
        }
      }
      requireNone(failures);
      return report;
    }
  }

  private ParityReport further(Bundle draft, Manifest.Variant variant, int before)
      throws IOException, ParityException {
    try (Backend converted = open(draft, variant)) {
      Quantization quantization = options.variants().get(before - 1);
      ParityReport report = parity(converted, quantization, done -> tell(before, done));
      if (!options.effort().forced()) {
        requireNone(report.failures());
      }
      return report;
    }
  }

  private static void requireNone(List<String> failures) throws ParityException {
    if (!failures.isEmpty()) {
      throw new ParityException(failures);
    }
  }

  private ParityReport parity(Backend converted, Quantization quantization, DoubleConsumer done)
      throws IOException {
    return new ParityCheck(
            new CappedWeights(weights, converted.config().context()),
            converted,
            ParityLimits.of(quantization),
            options.threads(),
            done)
        .run(texts);
  }

  private Backend open(Bundle draft, Manifest.@Nullable Variant variant) {
    return opening.open(draft, variant, options.threads());
  }

  /**
   * @param before how many graphs were compared already
   */
  private void tell(int before, double done) {
    progress.accept((before + done) / (1.0 + options.variants().size()));
  }
}
