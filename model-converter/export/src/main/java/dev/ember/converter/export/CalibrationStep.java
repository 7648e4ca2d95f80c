package dev.ember.converter.export;

import dev.ember.converter.export.smoothing.SmoothedWeights;
import dev.ember.converter.export.smoothing.Smoothing;
import dev.ember.converter.export.smoothing.SmoothingFile;
import dev.ember.converter.export.smoothing.SmoothingSearch;
import dev.ember.converter.export.weights.Calibration;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * What the calibration text is for: factors that smooth activations, where anything is rounded to
 * eight bits, and the inputs that 4-bit blocks are rounded for.
 */
final class CalibrationStep {
  /** One part in so many of the memory is for the inputs that are kept. */
  private static final int INPUTS_SHARE = 4;

  /** And one in so many for the threads of the reference. */
  private static final int THREADS_SHARE = 2;

  /** Of the time that converting takes, about, where there are no 4-bit blocks to round. */
  private static final double SMOOTHING_SHARE = 0.7;

  private static final String FACTORS = "factors.bin";

  private final ExportOptions options;
  private final WeightSource weights;
  private final int[] text;
  private final int smoothingTokens;

  /**
   * @param weights the source's own
   */
  CalibrationStep(ExportOptions options, WeightSource weights, Tokenizer tokenizer)
      throws IOException {
    this.options = options;
    this.weights = weights;
    String given = options.effort().calibrationText();
    text = tokenizer.encode(given != null ? given : ShippedText.read(ShippedText.CALIBRATION));
    smoothingTokens = roundsActivations(options.quantization()) ? smoothingTokens() : 0;
  }

  /** Tells of a text of the caller's that is too short to be as good as another. */
  void tellIfShort(ExportListener listener) {
    long room = inputsBytes() / SmoothingSearch.bytesOfToken(weights.config());
    int wanted = (int) Math.min(room, options.effort().smoothingTokens());
    if (options.effort().calibrationText() != null
        && roundsActivations(options.quantization())
        && text.length < wanted) {
      listener.onShortCalibration(text.length, wanted);
    }
  }

  /** Facts for the manifest. */
  Map<String, String> facts() {
    return smoothingTokens == 0
        ? Map.of()
        : Map.of("smoothing", "SmoothQuant by powers of two, " + smoothingTokens + " tokens");
  }

  /** The share of the converting that {@link #smoothed} takes. */
  double share() {
    return smoothingTokens == 0 ? 0 : SMOOTHING_SHARE;
  }

  /**
   * The same model with smoothed activations; the source's own if they are to stay as they are.
   *
   * @param scratch where factors that an earlier attempt found are, and new ones go
   * @param progress is told the share of {@link #share} that is done
   */
  WeightSource smoothed(Path scratch, DoubleConsumer progress) throws IOException {
    if (smoothingTokens == 0) {
      return weights;
    }
    EncodingPlan plan = new EncodingPlan(options.quantization(), weights);
    SmoothingSearch search = new SmoothingSearch(weights, plan, text, smoothingTokens);
    SmoothingFile file = new SmoothingFile(scratch.resolve(FACTORS));
    Smoothing smoothing = file.find(search, threads(), progress);
    return SmoothedWeights.of(weights, smoothing);
  }

  /**
   * What is known of the inputs of 4-bit blocks.
   *
   * @param source what becomes blocks, smoothed or not
   */
  InputStatistics statistics(WeightSource source) {
    boolean blocks =
        options.quantization() == Quantization.SMALL
            || options.variants().contains(Quantization.SMALL);
    return blocks
        ? new Calibration(source, text, options.threads(), inputsBytes())
        : InputStatistics.UNIFORM;
  }

  private static boolean roundsActivations(Quantization quantization) {
    return switch (quantization) {
      case INT8_PER_CHANNEL, SMALL, KEEP -> true;
      case FLOAT16, FLOAT32 -> false;
    };
  }

  private int smoothingTokens() {
    long room = inputsBytes() / SmoothingSearch.bytesOfToken(weights.config());
    return (int) Math.min(room, Math.min(text.length, options.effort().smoothingTokens()));
  }

  private int threads() {
    long bytes = options.effort().memoryBytes() / THREADS_SHARE;
    long room = bytes / SmoothingSearch.bytesOfThread(weights.config());
    return (int) Math.max(1, Math.min(options.threads(), room));
  }

  private long inputsBytes() {
    return options.effort().memoryBytes() / INPUTS_SHARE;
  }
}
