package dev.ember.converter.export.bundle;

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
 */
public record ConversionOptions(
    Quantization quantization,
    int context,
    int threads,
    InputStatistics statistics,
    List<Quantization> variants) {

  public ConversionOptions {
    if (context < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "expected a context and threads of at least 1 but found " + context + ", " + threads);
    }
    variants = List.copyOf(variants);
  }

  /** One graph. */
  public ConversionOptions(
      Quantization quantization, int context, int threads, InputStatistics statistics) {
    this(quantization, context, threads, statistics, List.of());
  }

  /** On one thread, with nothing known of the inputs. */
  public static ConversionOptions simple(Quantization quantization, int context) {
    return new ConversionOptions(quantization, context, 1, InputStatistics.UNIFORM);
  }
}
