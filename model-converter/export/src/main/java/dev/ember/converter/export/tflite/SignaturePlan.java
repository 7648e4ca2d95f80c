package dev.ember.converter.export.tflite;

import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Which signatures a graph gets: the same ones for each context, all over the same weights. A step
 * costs by the context of its signature, not by how much of it is filled, so that a chat begins in
 * the smallest and moves on as it grows.
 *
 * @param contexts ascending, the last is the bundle's own
 * @param prefillTokens T of {@link GraphName#PREFILL}
 * @param verifyTokens T of {@link GraphName#VERIFY}
 */
public record SignaturePlan(List<Integer> contexts, int prefillTokens, int verifyTokens) {
  /** Above it little is gained, below it the padding costs less. */
  private static final int PREFILL_TOKENS = 64;

  /** As many rows as a kernel of XNNPACK takes at once on common processors, or two of them. */
  private static final int VERIFY_TOKENS = 8;

  private static final int SMALLEST_CONTEXT = 256;

  public SignaturePlan {
    contexts = List.copyOf(contexts);
  }

  /**
   * 256 positions, twice as many, and so on, up to the bundle's own; and one half way between each
   * two, unless the weights are in blocks. A step of 512 takes an eighth more time than one of 384,
   * one of 1,024 a fifth more than one of 768. To open a signature over blocks, whose scales it
   * makes anew, takes longer than a chat is in such a context (docs/PERFORMANCE.md).
   */
  public static SignaturePlan of(int context, Quantization quantization) {
    boolean halves = quantization != Quantization.SMALL && quantization != Quantization.KEEP;
    List<Integer> contexts = new ArrayList<>();
    for (long octave = SMALLEST_CONTEXT; octave < context; octave *= 2) {
      contexts.add((int) octave);
      if (halves && octave + octave / 2 < context) {
        contexts.add((int) (octave + octave / 2));
      }
    }
    contexts.add(context);
    return new SignaturePlan(contexts, PREFILL_TOKENS, VERIFY_TOKENS);
  }

  /** The whole context's signatures first, for runtimes that look no further. */
  List<Manifest.Signature> signatures(DecoderConfig config) {
    List<Manifest.Signature> signatures = new ArrayList<>();
    for (int i = contexts.size() - 1; i >= 0; i--) {
      int context = contexts.get(i);
      signatures.add(signature(GraphName.DECODE, 1, context, config));
      signatures.add(signature(GraphName.PREFILL, prefillTokens, context, config));
      signatures.add(signature(GraphName.VERIFY, verifyTokens, context, config));
    }
    return signatures;
  }

  private static Manifest.Signature signature(
      String kind, int tokens, int context, DecoderConfig config) {
    return new Manifest.Signature(GraphName.signature(kind, context, config), tokens, context);
  }
}
