package dev.ember.inference.bundle;

/**
 * How near a bundle's graph is to the float model that it was made from, as measured when it was
 * made. Perplexities are of the same text, so their ratio says what the quantization costs.
 *
 * @param text what was read
 * @param wanted how many positions were to be compared
 * @param positions how many were compared, fewer where the time or the memory did not allow all; at
 *     0 the numbers below are 0 and say nothing
 * @param meanKl mean divergence KL(float || bundle) in nats
 * @param top1Agreement share of positions at which both name the same best token
 * @param referencePerplexity of the float model
 * @param perplexity of the bundle's graph
 */
public record Measurement(
    String text,
    int wanted,
    int positions,
    double meanKl,
    double top1Agreement,
    double referencePerplexity,
    double perplexity) {

  public Measurement {
    if (positions < 0 || positions > wanted) {
      throw new IllegalArgumentException(
          "expected 0 to " + wanted + " positions but found " + positions);
    }
    requireNumber("meanKl", meanKl);
    requireNumber("top1Agreement", top1Agreement);
    requireNumber("referencePerplexity", referencePerplexity);
    requireNumber("perplexity", perplexity);
  }

  /** Nothing was measured. */
  public static Measurement none(String text, int wanted) {
    return new Measurement(text, wanted, 0, 0, 0, 0, 0);
  }

  private static void requireNumber(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a " + name + " of at least 0 but found " + value);
    }
  }
}
