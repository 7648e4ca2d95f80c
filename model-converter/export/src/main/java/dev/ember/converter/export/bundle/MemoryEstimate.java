package dev.ember.converter.export.bundle;

import dev.ember.converter.export.tflite.SignaturePlan;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.model.DecoderConfig;

/** How much memory a loaded model takes, for the phone to refuse one that is too large. */
public final class MemoryEstimate {

  private MemoryEstimate() {}

  /** Bytes by {@link MemorySum} with all signatures of a plan. */
  static long bytes(DecoderConfig config, EncodingPlan plan, SignaturePlan signatures) {
    return new MemorySum(config, plan::encoding).bytes(signatures.contexts(), MemorySum.Opened.ALL);
  }

  /** Bytes by {@link MemorySum} with all contexts and signatures that a bundle gets. */
  public static long bytes(DecoderConfig config, EncodingPlan plan, int context) {
    return bytes(config, plan, SignaturePlan.of(context, plan.quantization()));
  }
}
