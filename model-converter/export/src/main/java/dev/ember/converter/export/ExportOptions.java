package dev.ember.converter.export;

import dev.ember.converter.export.weights.Quantization;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How to export a checkpoint.
 *
 * @param name of the model, for people
 * @param quantization of the linear layers and the embedding
 * @param maxContext positions that the bundle can hold; the checkpoint's own limit if that is less.
 *     A step costs time in proportion, however full the context is
 * @param threads of the encoding and of the parity check
 * @param provenance free facts for the manifest: trained by, data, licence, seed
 * @param effort what it may take
 * @param variants quantizations of which the bundle holds a graph more, for runtimes that cannot
 *     run the first: int8 beside 4-bit blocks
 */
public record ExportOptions(
    String name,
    Quantization quantization,
    int maxContext,
    int threads,
    Map<String, String> provenance,
    ExportEffort effort,
    List<Quantization> variants) {
  /** Long enough for a chat on a phone, short enough for its memory. */
  public static final int DEFAULT_MAX_CONTEXT = 1024;

  public ExportOptions {
    if (name.isEmpty() || maxContext < 2 || threads < 1) {
      throw new IllegalArgumentException(
          "expected a name, a context of at least 2 and a thread but found \""
              + name
              + "\", "
              + maxContext
              + ", "
              + threads);
    }
    if (variants.contains(quantization) || new HashSet<>(variants).size() < variants.size()) {
      throw new IllegalArgumentException(
          "expected each quantization once but found " + quantization + " and " + variants);
    }
    provenance = Map.copyOf(provenance);
    variants = List.copyOf(variants);
  }

  /** With the default effort, and one graph. */
  public ExportOptions(
      String name,
      Quantization quantization,
      int maxContext,
      int threads,
      Map<String, String> provenance) {
    this(name, quantization, maxContext, threads, provenance, ExportEffort.DEFAULT, List.of());
  }

  /** The same with another effort. */
  public ExportOptions withEffort(ExportEffort other) {
    return new ExportOptions(name, quantization, maxContext, threads, provenance, other, variants);
  }

  /** The same with further graphs. */
  public ExportOptions withVariants(List<Quantization> others) {
    return new ExportOptions(name, quantization, maxContext, threads, provenance, effort, others);
  }

  /** Int8 weights, the default context, one thread, nothing known of the origin. */
  public static ExportOptions named(String name) {
    return new ExportOptions(name, Quantization.INT8_PER_CHANNEL, DEFAULT_MAX_CONTEXT, 1, Map.of());
  }
}
