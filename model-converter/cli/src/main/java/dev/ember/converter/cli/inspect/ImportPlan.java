package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.bundle.MemoryEstimate;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import java.util.ArrayList;
import java.util.List;

/** How large a bundle of a model would be, and the model in memory, computed from its shapes. */
public final class ImportPlan {
  private final WeightSource weights;
  private final int context;

  private ImportPlan(WeightSource weights, int context) {
    this.weights = weights;
    this.context = context;
  }

  /**
   * @param context that the bundle shall hold; the model's own if that is less
   */
  public static ImportPlan of(WeightSource weights, int context) {
    return new ImportPlan(weights, Math.min(context, weights.config().context()));
  }

  /** One line for one kind. */
  public String line(Quantization quantization) {
    EncodingPlan plan = new EncodingPlan(quantization, weights);
    return tooLarge(plan.bytes()) ? refusal(plan.bytes()) : size(plan.bytes()) + loaded(plan);
  }

  /** One line for a kind with an int8 graph beside it. */
  public String lineWithInt8(Quantization quantization) {
    EncodingPlan plan = new EncodingPlan(quantization, weights);
    EncodingPlan int8 = new EncodingPlan(Quantization.INT8_PER_CHANNEL, weights);
    long bytes = plan.bytes() + int8.bytesBeside(plan);
    return tooLarge(bytes)
        ? refusal(bytes)
        : size(bytes) + loaded(plan) + "; its int8 graph" + loaded(int8);
  }

  /** Which tensors are int8 though four bits were asked for, and why: a line for each reason. */
  public List<String> fallbackLines(Quantization quantization) {
    return FallbackText.lines(new EncodingPlan(quantization, weights).fallbacks());
  }

  private static boolean tooLarge(long bytes) {
    return bytes > Integer.MAX_VALUE;
  }

  private static String refusal(long bytes) {
    return FactSheet.megabytes(bytes) + ", more than a bundle can hold";
  }

  private static String size(long bytes) {
    return "bundle about " + FactSheet.megabytes(bytes) + ",";
  }

  private String loaded(EncodingPlan plan) {
    return " loaded about "
        + FactSheet.megabytes(MemoryEstimate.bytes(weights.config(), plan, context))
        + " with "
        + context
        + " tokens";
  }

  void addTo(FactSheet sheet) {
    for (Quantization quantization : kinds()) {
      sheet.add("import as", quantization.manifestName(), line(quantization));
      for (String fallback : fallbackLines(quantization)) {
        sheet.add("import as", "", fallback);
      }
    }
  }

  private List<Quantization> kinds() {
    List<Quantization> kinds =
        new ArrayList<>(List.of(Quantization.INT8_PER_CHANNEL, Quantization.SMALL));
    if (keepsGrid(weights)) {
      kinds.add(Quantization.KEEP);
    }
    kinds.addAll(List.of(Quantization.FLOAT16, Quantization.FLOAT32));
    return kinds;
  }

  /** Whether the weights are on a 4-bit grid that an import can carry over. */
  public static boolean keepsGrid(WeightSource weights) {
    if (!(weights instanceof GridSource)) {
      return false;
    }
    try {
      return new EncodingPlan(Quantization.KEEP, weights).quantization() == Quantization.KEEP;
    } catch (IllegalArgumentException noGrid) {
      return false;
    }
  }
}
