package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.Test;

public final class SamplerTest {
  private static final int DRAWS = 20_000;

  /** Four standard deviations of a share of one half in {@link #DRAWS} draws. */
  private static final double SHARE_TOLERANCE = 4 * 0.5 / Math.sqrt(DRAWS);

  private static final TokenWindow NONE = new TokenWindow(0);
  private static final float NAN = Float.NaN;
  private static final float MINUS_INFINITY = Float.NEGATIVE_INFINITY;

  @Test
  public void greedy_table() {
    assertGreedy(2, 0, 1, 3, 2);
    assertGreedy(0, 5, 5, 5); // the lowest of equal ones
    assertGreedy(1, -9, -2, -2, -8);
    assertGreedy(1, NAN, -100, NAN);
    assertGreedy(2, MINUS_INFINITY, MINUS_INFINITY, -3e38f);
    assertGreedy(0, 0f, -0f); // equal in Java's ==
  }

  @Test
  public void sample_noFiniteLogit_isRefused() {
    for (float[] logits :
        new float[][] {{NAN, NAN}, {MINUS_INFINITY}, {0, Float.POSITIVE_INFINITY}}) {
      for (SamplingOptions options :
          new SamplingOptions[] {SamplingOptions.GREEDY, options(1, 0, 1, 0)}) {
        assertThatThrownBy(() -> Sampler.of(options).sample(logits, NONE))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("expected a finite largest logit but found ");
      }
    }
  }

  @Test
  public void sample_anyOptions_leavesTheLogitsAlone() {
    float[] logits = {1, 2, 3, NAN};
    TokenWindow recent = new TokenWindow(4);
    recent.add(2);
    SamplingOptions all = new SamplingOptions(0.7f, 2, 0.9f, 0.1f, 1.5f, 4, 1);
    Sampler.of(all).sample(logits, recent);
    Sampler.of(all.withTemperature(0)).sample(logits, recent);
    assertThat(logits).containsExactly(1, 2, 3, NAN);
  }

  @Test
  public void sample_sameSeed_givesTheSameTokens() {
    float[] logits = randomLogits(50);
    SamplingOptions options = options(1, 0, 1, 0).withSeed(42);
    assertThat(draw(options, logits, 200)).isEqualTo(draw(options, logits, 200));
    assertThat(draw(options, logits, 200)).isNotEqualTo(draw(options.withSeed(43), logits, 200));
  }

  @Test
  public void sample_temperatureOne_drawsBySoftmax() {
    assertShares(options(1, 0, 1, 0), new float[] {ln(1), ln(2), ln(5)}, 0.125, 0.25, 0.625);
  }

  @Test
  public void sample_temperatureTwo_flattens() {
    assertShares(options(2, 0, 1, 0), new float[] {ln(1), ln(4), ln(9)}, 1 / 6.0, 2 / 6.0, 3 / 6.0);
  }

  @Test
  public void sample_tinyTemperature_isGreedyWithoutOverflow() {
    assertShares(options(1e-6f, 0, 1, 0), new float[] {-500, 400, 399}, 0, 1, 0);
  }

  @Test
  public void sample_topK_keepsTheBestAndTheLowestOfEqualOnes() {
    assertShares(options(1, 2, 1, 0), new float[] {ln(1), ln(3), ln(1), ln(1)}, 0.25, 0.75, 0, 0);
    assertShares(options(1, 1, 1, 0), new float[] {2, 7, 7}, 0, 1, 0);
    assertShares(options(1, 99, 1, 0), new float[] {ln(1), ln(3)}, 0.25, 0.75);
  }

  @Test
  public void sample_topP_keepsTheFewestThatReachIt() {
    float[] logits = {ln(0.1), ln(0.4), ln(0.2), ln(0.3)};
    assertShares(options(1, 0, 0.65f, 0), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertShares(options(1, 0, 0.75f, 0), logits, 0, 4 / 9.0, 2 / 9.0, 3 / 9.0);
    assertShares(options(1, 0, 0, 0), logits, 0, 1, 0, 0); // always one
    assertShares(options(1, 0, 1, 0), logits, 0.1, 0.4, 0.2, 0.3);
  }

  @Test
  public void sample_minP_keepsThoseNearTheBest() {
    float[] logits = {ln(0.1), ln(0.4), ln(0.2), ln(0.3)};
    assertShares(options(1, 0, 1, 0.6f), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertShares(options(1, 0, 1, 1), logits, 0, 1, 0, 0);
  }

  @Test
  public void sample_minPAfterTemperature_comparesTheFlattenedWeights() {
    // At temperature 2 the weights are 1/4 and 1: the first passes 0.2, as it would not at 1.
    float[] logits = {ln(1), ln(16)};
    assertShares(options(2, 0, 1, 0.2f), logits, 0.2, 0.8);
    assertShares(options(1, 0, 1, 0.2f), logits, 0, 1);
  }

  @Test
  public void sample_topPAfterMinP_countsWhatIsLeft() {
    // min-p 0.5 leaves 0.4, 0.3 and 0.2; of their 0.9, top-p 0.77 needs 0.693: two of them.
    float[] logits = {ln(0.1), ln(0.4), ln(0.2), ln(0.3)};
    assertShares(options(1, 0, 0.77f, 0.5f), logits, 0, 4 / 7.0, 0, 3 / 7.0);
  }

  @Test
  public void sample_notANumber_isNeverDrawn() {
    assertShares(options(1, 0, 1, 0), new float[] {NAN, ln(1), NAN, ln(1)}, 0, 0.5, 0, 0.5);
  }

  @Test
  public void sample_repetitionPenalty_lowersRecentTokensOnce() {
    TokenWindow recent = new TokenWindow(3);
    recent.addAll(new int[] {1, 0, 0, 0}, 4);
    SamplingOptions greedy = new SamplingOptions(0, 0, 1, 0, 2, 3, 0);
    // Positive: halved. Token 0 stands three times in the window and is halved once.
    assertThat(Sampler.of(greedy).sample(new float[] {10, 4}, recent)).isZero();
    assertThat(Sampler.of(greedy).sample(new float[] {10, 6}, recent)).isEqualTo(1);
    // Negative: doubled.
    assertThat(Sampler.of(greedy).sample(new float[] {-2, -5}, recent)).isZero();
    assertThat(Sampler.of(greedy).sample(new float[] {-3, -5}, recent)).isEqualTo(1);
    // Token 1 left the window.
    assertThat(Sampler.of(greedy).sample(new float[] {1, 3}, recent)).isEqualTo(1);
  }

  @Test
  public void sample_penaltyBeforeTopK_changesWhoIsKept() {
    TokenWindow recent = new TokenWindow(1);
    recent.add(0);
    SamplingOptions options = new SamplingOptions(1, 1, 1, 0, 3, 1, 0);
    assertThat(Sampler.of(options).sample(new float[] {6, 4}, recent)).isEqualTo(1);
  }

  private static SamplingOptions options(float temperature, int topK, float topP, float minP) {
    return new SamplingOptions(temperature, topK, topP, minP, 1, 0, 1);
  }

  private static void assertGreedy(int expected, float... logits) {
    assertThat(Sampler.of(SamplingOptions.GREEDY).sample(logits, NONE)).isEqualTo(expected);
  }

  private static void assertShares(SamplingOptions options, float[] logits, double... expected) {
    int[] counts = new int[logits.length];
    for (int token : draw(options, logits, DRAWS)) {
      counts[token]++;
    }
    for (int i = 0; i < logits.length; i++) {
      double share = counts[i] / (double) DRAWS;
      double tolerance = expected[i] == 0 || expected[i] == 1 ? 0 : SHARE_TOLERANCE;
      assertThat(Math.abs(share - expected[i]))
          .as("share %s of token %d, expected %s", share, i, expected[i])
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static int[] draw(SamplingOptions options, float[] logits, int count) {
    Sampler sampler = Sampler.of(options);
    int[] tokens = new int[count];
    for (int i = 0; i < count; i++) {
      tokens[i] = sampler.sample(logits, NONE);
    }
    return tokens;
  }

  private static float[] randomLogits(int count) {
    Random random = new Random(3);
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return logits;
  }

  private static float ln(double value) {
    return (float) Math.log(value);
  }
}
