package dev.ember.converter.export.bundle;

import dev.ember.converter.export.tflite.SignaturePlan;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.Quantization;
import java.util.List;

/**
 * How to convert weights.
 *
 * @param context C, at most that of the source
 * @param threads of the encoding
 * @param statistics of the inputs of layers that become 4-bit blocks
 * @param variants quantizations of which the bundle holds a graph more
 * @param signatures the graph's entry points; the largest context is {@code context}
 */
public record ConversionOptions(
    Quantization quantization,
    int context,
    int threads,
    InputStatistics statistics,
    List<Quantization> variants,
    SignaturePlan signatures) {

  public ConversionOptions {
    if (context < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "expected a context and threads of at least 1 but found " + context + ", " + threads);
    }
    variants = List.copyOf(variants);
  }

  /** With the signatures that every bundle has. */
  public ConversionOptions(
      Quantization quantization,
      int context,
      int threads,
      InputStatistics statistics,
      List<Quantization> variants) {
    this(
        quantization,
        context,
        threads,
        statistics,
        variants,
        SignaturePlan.of(context, quantization));
  }

  /** One graph. */
  public ConversionOptions(
      Quantization quantization, int context, int threads, InputStatistics statistics) {
    this(quantization, context, threads, statistics, List.of());
  }

  /** The same with other signatures. */
  public ConversionOptions withSignatures(SignaturePlan plan) {
    return new ConversionOptions(quantization, context, threads, statistics, variants, plan);
  }

  /** On one thread, with nothing known of the inputs. */
  public static ConversionOptions simple(Quantization quantization, int context) {
    return new ConversionOptions(quantization, context, 1, InputStatistics.UNIFORM);
  }
}
