package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** Draws of top-p alone against those of the filters one by one, which a recorder asks for. */
public final class NucleusTest {
  private static final int VOCABULARY = 5_000;
  private static final int DRAWS = 8;
  // So many twins that the dice fall among the upper ones: behind them lie as many tokens as the
  // share that makes a token likely, 32 of the vocabulary's.
  private static final int TWINS_VOCABULARY = 1_053;
  private static final double LIKELY_SHARE = TWINS_VOCABULARY / 32.0;
  private static final int LOWER = 30;
  private static final int UPPER = 42;

  /** Logits, one after another; the quick weights change at each sixtieth. */
  private static final int NEIGHBOURS = 400;

  private static final int THRESHOLDS = 6; // to each side, for the sum's own rounding
  private static final double THRESHOLD_STEP = 2e-6;
  private static final TokenWindow NONE = new TokenWindow(0);

  @Test
  public void sample_randomLogits_drawsAsTheFiltersOneByOne() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      float[] logits = logits(random);
      float topP = random.nextInt(10) == 0 ? 0 : random.nextFloat();
      float temperature = 0.05f + 1.9f * random.nextFloat();
      assertSameDraws(logits, options(temperature, topP, seed + i), seed);
    }
  }

  @Test
  public void sample_equalLogitsAtTheBorder_keepsTheLowerTokens() {
    float[] logits = new float[1_000];
    Arrays.fill(logits, 3);
    for (float topP : new float[] {0, 0.1f, 0.5f, 0.9f, 0.999f}) {
      assertSameDraws(logits, options(0.7f, topP, 4), 0);
    }
  }

  @Test
  public void sample_notNumbersAndInfinities_drawsAsTheFiltersOneByOne() {
    Random random = new Random(5);
    float[] logits = logits(random);
    for (int i = 0; i < logits.length; i += 3) {
      logits[i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
    }
    assertSameDraws(logits, options(0.8f, 0.95f, 6), 5);

    float[] none = {Float.NaN, Float.NEGATIVE_INFINITY};
    assertThatThrownBy(() -> Sampler.of(options(0.8f, 0.9f, 1)).sample(none, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @Test
  public void select_spreadOfAModel_decidesAlmostAlwaysAndAsKeepMass() {
    Random random = new Random(7);
    SamplingOptions options = options(0.8f, 0.95f, 0);
    Nucleus nucleus = new Nucleus();
    int decided = 0;
    for (int i = 0; i < 100; i++) {
      float[] logits = gaussian(random, 3);
      float max = max(logits);
      CandidateHeap kept = new CandidateHeap();
      if (nucleus.select(logits, max, options, kept)) {
        decided++;
        CandidateHeap all = new CandidateHeap();
        all.fill(logits);
        all.exponentiate(max, options.temperature());
        all.keepMass(options.topP() * all.sum());
        assertSameCandidates(kept, all);
      }
    }
    assertThat(decided).isGreaterThan(95);
  }

  @Test
  public void draw_spreadOfAModel_decidesAlmostAlwaysAndAsTheFilters() {
    Random random = new Random(11);
    SamplingOptions options = options(0.8f, 0.95f, 0);
    NucleusDraw quick = new NucleusDraw();
    int decided = 0;
    for (int i = 0; i < 1_000; i++) {
      float[] logits = gaussian(random, 1 + 4 * random.nextFloat());
      double value = random.nextDouble();
      if (quick.draw(logits, max(logits), options, value)) {
        decided++;
        assertThat(quick.token()).as("draw %d", i).isEqualTo(oneByOne(logits, options, value));
      }
    }
    assertThat(decided).isGreaterThan(950);
  }

  /** One token that has nearly all, as a model has inside a word. */
  @Test
  public void draw_peakOfAModel_decidesAlmostAlwaysAndAsTheFilters() {
    Random random = new Random(12);
    NucleusDraw quick = new NucleusDraw();
    int decided = 0;
    for (int i = 0; i < 1_000; i++) {
      float[] logits = gaussian(random, 2);
      logits[random.nextInt(VOCABULARY)] = 14 + 4 * random.nextFloat();
      SamplingOptions options = options(0.8f, 0.5f + 0.49f * random.nextFloat(), 0);
      double value = random.nextDouble();
      if (quick.draw(logits, max(logits), options, value)) {
        decided++;
        assertThat(quick.token()).as("draw %d", i).isEqualTo(oneByOne(logits, options, value));
      }
    }
    assertThat(decided).isGreaterThan(950);
  }

  @Test
  public void draw_valuesAroundEachBorder_givesTheRightTokenOrNone() {
    Random random = new Random(13);
    NucleusDraw quick = new NucleusDraw();
    int decided = 0;
    for (int i = 0; i < 40; i++) {
      float[] logits = logits(random);
      SamplingOptions options = options(0.2f + random.nextFloat(), 0.9f * random.nextFloat(), 0);
      CandidateHeap kept = kept(logits, options);
      double sum = 0;
      for (int rank = 0; rank < Math.min(20, kept.size()); rank++) {
        sum += kept.weight(rank);
        for (double offset : new double[] {-1e-5, -1e-7, -1e-12, 0, 1e-12, 1e-7, 1e-5}) {
          double value = sum / kept.sum() + offset;
          if (value < 1 && quick.draw(logits, max(logits), options, value)) {
            decided++;
            assertThat(quick.token()).isEqualTo(oneByOne(logits, options, value));
          }
        }
      }
    }
    assertThat(decided).isPositive();
  }

  /**
   * Of two logits side by side, which weigh the same, the quick weights can be on either side of
   * what makes a token likely. Dice that fall there must not pass over the tokens that are not,
   * which a second look with more likely tokens sees to.
   */
  @Test
  public void draw_equalWeightsAroundTheThreshold_givesTheRightToken() {
    NucleusDraw quick = new NucleusDraw();
    int drawn = 0;
    float upper = -0.6f;
    for (int i = 0; i < NEIGHBOURS; i++) {
      float lower = Math.nextDown(upper);
      if ((float) Math.exp(upper) == (float) Math.exp(lower)) {
        float[] logits = twins(lower, upper);
        for (double topP : new double[] {0.58, 1}) { // the last kept is likely, or is not
          for (int step = -THRESHOLDS; step <= THRESHOLDS; step++) {
            double threshold = Math.exp(upper) * (1 + step * THRESHOLD_STEP);
            double value = (1 - LIKELY_SHARE * threshold / total(logits)) / (float) topP;
            SamplingOptions options = options(1, (float) topP, 0);
            assertThat(quick.draw(logits, 0, options, value)).isTrue();
            assertThat(quick.token())
                .as("logit %s, top-p %s, step %d", upper, topP, step)
                .isEqualTo(oneByOne(logits, options, value));
            drawn++;
          }
        }
      }
      upper = lower;
    }
    assertThat(drawn).isPositive();
  }

  /**
   * Nearly all is kept, and the dice fall behind nearly all: a second look goes on to the lightest
   * weights that have a place among the sums, and no further.
   */
  @Test
  public void draw_diceBehindAllButTheLightest_givesTheRightTokenOrNone() {
    float[] logits = new float[100_000];
    Arrays.fill(logits, Float.NEGATIVE_INFINITY);
    Arrays.fill(logits, 1, 90_001, -24.08f);
    Arrays.fill(logits, 90_001, 91_001, -27.85f);
    logits[0] = 0;
    NucleusDraw quick = new NucleusDraw();
    SamplingOptions options = options(1, 0.99999f, 0);
    for (double left = 1e-6; left < 1e-3; left *= 1.1) {
      if (quick.draw(logits, 0, options, 1 - left)) {
        assertThat(quick.token())
            .as("%s left", left)
            .isEqualTo(oneByOne(logits, options, 1 - left));
      }
    }
  }

  /** One token of logit 0, and those of two logits among tokens that weigh nothing. */
  private static float[] twins(float lower, float upper) {
    float[] logits = new float[TWINS_VOCABULARY];
    Arrays.fill(logits, Float.NEGATIVE_INFINITY);
    Arrays.fill(logits, 1, 1 + LOWER, lower);
    Arrays.fill(logits, 1 + LOWER, 1 + LOWER + UPPER, upper);
    logits[0] = 0;
    return logits;
  }

  private static double total(float[] logits) {
    double total = 0;
    for (float logit : logits) {
      total += Math.exp(logit);
    }
    return total;
  }

  @Test
  public void draw_nothingToTell_drawsNothing() {
    NucleusDraw quick = new NucleusDraw();
    float[] notAll = {1, Float.NaN, 0};
    assertThat(quick.draw(notAll, 1, options(0.8f, 0.9f, 0), 0.5)).isFalse();

    float[] equal = new float[1_000]; // the border of two that weigh the same
    assertThat(quick.draw(equal, 0, options(1, 0.5f, 0), 0.5)).isFalse();
  }

  private static CandidateHeap kept(float[] logits, SamplingOptions options) {
    CandidateHeap all = new CandidateHeap();
    all.fill(logits);
    all.exponentiate(max(logits), options.temperature());
    all.keepMass(options.topP() * all.sum());
    return all;
  }

  /** What {@link RandomSampler} draws from what is kept. */
  private static int oneByOne(float[] logits, SamplingOptions options, double value) {
    CandidateHeap kept = kept(logits, options);
    double remaining = value * kept.sum();
    for (int i = 0; i < kept.size() - 1; i++) {
      remaining -= kept.weight(i);
      if (remaining < 0) {
        return kept.token(i);
      }
    }
    return kept.token(kept.size() - 1);
  }

  private static void assertSameCandidates(CandidateHeap found, CandidateHeap expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.token(i)).isEqualTo(expected.token(i));
      assertThat(found.weight(i)).isEqualTo(expected.weight(i));
    }
  }

  private static void assertSameDraws(float[] logits, SamplingOptions options, long seed) {
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(1);
    Sampler oneByOne = Sampler.of(options, recorder);
    Sampler sampler = Sampler.of(options);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(sampler.sample(logits, NONE))
          .as("seed %d, %s", seed, options)
          .isEqualTo(oneByOne.sample(logits, NONE));
    }
  }

  private static float[] logits(Random random) {
    float[] logits = gaussian(random, 8 * random.nextFloat());
    if (random.nextInt(3) == 0) { // many equal ones
      for (int i = 0; i < logits.length; i++) {
        logits[i] = Math.round(logits[i]);
      }
    }
    return logits;
  }

  private static float[] gaussian(Random random, float spread) {
    float[] logits = new float[VOCABULARY];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = spread * (float) random.nextGaussian();
    }
    return logits;
  }

  private static float max(float[] logits) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    return max;
  }

  private static SamplingOptions options(float temperature, float topP, long seed) {
    return new SamplingOptions(temperature, 0, topP, 0, 1, 0, seed);
  }
}
