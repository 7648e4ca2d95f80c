package dev.ember.inference.sample;

/**
 * How a token is drawn from the logits. The steps come in this order: repetition penalty on the
 * logits, top-k, temperature, min-p, top-p, then one draw.
 *
 * @param temperature 0 takes the most probable token (greedy); up to 2
 * @param topK keeps the k most probable tokens; 0 keeps all
 * @param topP keeps the smallest set whose probabilities reach p (nucleus sampling, Holtzman et al.
 *     2020); 1 keeps all
 * @param minP keeps tokens at least this fraction as probable as the best (Nguyen et al. 2024); 0
 *     keeps all
 * @param repetitionPenalty divides positive and multiplies negative logits of recent tokens (CTRL,
 *     Keskar et al. 2019); 1 is none
 * @param repetitionWindow how many recent tokens are penalised
 * @param seed of the generator; the same seed and logits give the same tokens
 */
public record SamplingOptions(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repetitionPenalty,
    int repetitionWindow,
    long seed) {

  /** The most probable token, always. */
  public static final SamplingOptions GREEDY = new SamplingOptions(0, 0, 1, 0, 1, 0, 0);

  public SamplingOptions {
    requireRange("temperature", temperature, 0, 2);
    requireRange("topP", topP, 0, 1);
    requireRange("minP", minP, 0, 1);
    requireRange("repetitionPenalty", repetitionPenalty, 0.1f, 10);
    requireNotNegative("topK", topK);
    requireNotNegative("repetitionWindow", repetitionWindow);
  }

  public SamplingOptions withTemperature(float value) {
    return new SamplingOptions(value, topK, topP, minP, repetitionPenalty, repetitionWindow, seed);
  }

  public SamplingOptions withSeed(long value) {
    return new SamplingOptions(
        temperature, topK, topP, minP, repetitionPenalty, repetitionWindow, value);
  }

  /**
   * The same with dice that have been thrown before: who goes on behind that many tokens of an
   * answer throws what the answer would have.
   *
   * @param count tokens drawn, one throw each
   */
  public SamplingOptions afterDraws(int count) {
    return withSeed(SplitMix64.after(seed, count));
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("expected " + name + " of at least 0 but found " + value);
    }
  }

  private static void requireRange(String name, float value, float low, float high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "expected " + name + " from " + low + " to " + high + " but found " + value);
    }
  }
}
