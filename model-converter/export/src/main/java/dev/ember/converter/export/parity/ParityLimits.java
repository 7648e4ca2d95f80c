package dev.ember.converter.export.parity;

import dev.ember.converter.export.weights.Quantization;

/**
 * How far a converted model may be from its checkpoint.
 *
 * @param minTop1Agreement least share of positions at which both name the same best token
 * @param maxMeanKl most nats by which the predictions may diverge on average, KL(float32 ||
 *     converted)
 * @param maxLogitShare most that any logit may move, as a share of the range of the reference's
 *     logits at its position
 */
public record ParityLimits(double minTop1Agreement, double maxMeanKl, double maxLogitShare) {

  /**
   * For int8 weights with XNNPACK's eight-bit activations, and for a kept grid, which loses as
   * little. SmolLM2-135M measures a KL of 0.02 to 0.03 and an agreement of 90 %; plain int4 blocks,
   * which are audibly worse, 0.33 and 65 %. The limits lie between, nearer to the good ones. Single
   * logits move by up to 5 in a range of about 35 there when an activation's rounding flips.
   */
  public static final ParityLimits INT8 = new ParityLimits(0.85, 0.08, 0.25);

  /**
   * For feed-forward layers in 4-bit blocks: SmolLM2-135M, as fragile as models get, measures 0.06
   * and 89 %, its farthest logit 31 % of the range.
   */
  public static final ParityLimits SMALL = new ParityLimits(0.7, 0.2, 0.5);

  /** For halves: weights move by a share of 2^-12, logits by about a hundredth. */
  public static final ParityLimits FLOAT16 = new ParityLimits(0.98, 1e-3, 0.02);

  /** For float32 weights: only the order of summation differs. */
  public static final ParityLimits FLOAT32 = new ParityLimits(0.999, 1e-6, 1e-4);

  /** The limits of a quantization. */
  public static ParityLimits of(Quantization quantization) {
    return switch (quantization) {
      case INT8_PER_CHANNEL, KEEP -> INT8;
      case SMALL -> SMALL;
      case FLOAT16 -> FLOAT16;
      case FLOAT32 -> FLOAT32;
    };
  }
}
