package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.Test;

/** Runtimes that are right but for their rounding, and wrong ones, under a bound that is wide. */
public final class GoldenTallyTest {
  private static final int VOCABULARY = 1000;
  private static final int POSITIONS = 12;
  private static final long SEED = 5;

  /** As an import in 4-bit blocks once carried it: wider than the logits are high. */
  private static final Golden.Tolerances WIDE = new Golden.Tolerances(24, 24, 0.7f);

  @Test
  public void add_theSameLogits_keepsAll() {
    GoldenTally tally = tally(WIDE, logits -> logits);
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.worst()).isZero();
    assertThat(tally.positions()).isEqualTo(POSITIONS);
  }

  /** A third of a logit is what runtimes differ by. */
  @Test
  public void add_rounding_keepsAll() {
    Random random = new Random(SEED);
    GoldenTally tally = tally(WIDE, logits -> plus(logits, random, 0.2));
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.worst()).isPositive();
  }

  @Test
  public void add_equalLogits_fails() {
    assertThat(tally(WIDE, logits -> new float[VOCABULARY]).failures())
        .anyMatch(failure -> failure.startsWith("expected logits within 1.00 in the mean"))
        .anyMatch(failure -> failure.startsWith("expected probabilities within 0.060 nats"))
        .anyMatch(failure -> failure.endsWith("best token at 6 of 12 positions but found it at 0"));
  }

  @Test
  public void add_halvedLogits_fails() {
    assertThat(tally(WIDE, logits -> times(logits, 0.5f)).failures()).isNotEmpty();
    assertThat(tally(WIDE, logits -> times(logits, 0.8f)).failures()).isNotEmpty();
    assertThat(tally(WIDE, logits -> times(logits, 1.25f)).failures()).isNotEmpty();
  }

  @Test
  public void add_shuffledLogits_fails() {
    assertThat(tally(WIDE, GoldenTallyTest::shifted).failures()).hasSizeGreaterThan(1);
  }

  /** What was kept is right, and what was not kept stands above it. */
  @Test
  public void add_anotherTokenFirst_fails() {
    UnaryOperator<float[]> rising =
        logits -> {
          float[] risen = logits.clone();
          int token = Golden.Candidate.largest(logits, 6).get(5).token();
          risen[token] = logits[best(logits)] + 3;
          return risen;
        };
    assertThat(tally(WIDE, rising).failures())
        .containsExactly("expected the same best token at 6 of 12 positions but found it at 0");
  }

  @Test
  public void add_oneLogitFarAway_missesTheBundlesOwnBound() {
    Golden.Tolerances narrow = new Golden.Tolerances(0.5f, 1, 0);
    boolean[] done = new boolean[1];
    UnaryOperator<float[]> once =
        logits -> {
          float[] moved = logits.clone();
          moved[best(logits)] += done[0] ? 0 : 0.75f;
          done[0] = true;
          return moved;
        };
    assertThat(tally(narrow, once).failures())
        .containsExactly("expected logits within 0.5000 but found one 0.7500 away");
  }

  @Test
  public void add_noNumbers_fails() {
    float[] none = new float[VOCABULARY];
    Arrays.fill(none, Float.NaN);
    GoldenTally tally = tally(WIDE, logits -> none);
    assertThat(tally.failures()).isNotEmpty();
    assertThat(tally.worst()).isInfinite();
  }

  /** Two equal candidates, one of which rises by 0.85: 0.088 nats. */
  @Test
  public void add_fewPositions_areAllowedToStrayFarther() {
    List<Golden.Candidate> equal = List.of(new Golden.Candidate(0, 5), new Golden.Candidate(1, 5));
    GoldenTally tally = new GoldenTally(WIDE);
    for (int i = 0; i < 7; i++) {
      tally.add(new Golden.Position(0, List.of(), equal), new float[] {5, 5.85f});
    }
    assertThat(tally.failures()).isEmpty();
    tally.add(new Golden.Position(0, List.of(), equal), new float[] {5, 5.85f});
    assertThat(tally.failures())
        .containsExactly("expected probabilities within 0.060 nats but found them 0.088 away");
  }

  @Test
  public void add_allLogitsAsFar_isMeasuredByTheirSize() {
    for (float size : new float[] {-100, 20}) {
      GoldenTally tally = new GoldenTally(WIDE);
      tally.add(
          new Golden.Position(0, List.of(), List.of(new Golden.Candidate(0, size))),
          new float[] {size + 2});
      assertThat(tally.failures().isEmpty()).as("logits of " + size).isEqualTo(size < 0);
    }
  }

  @Test
  public void add_noCandidates_provesNothing() {
    GoldenTally tally = new GoldenTally(WIDE);
    tally.add(new Golden.Position(0, List.of(), List.of()), new float[VOCABULARY]);
    assertThat(tally.positions()).isZero();
    assertThat(tally.failures()).containsExactly("expected golden positions but found none");
    assertThat(tally.misses())
        .containsExactly(new GoldenTally.Miss(GoldenTally.Bound.POSITIONS, 1, 0, 0));
  }

  @Test
  public void largest_isSortedAndOfEqualOnesTheFirst() {
    assertThat(Golden.Candidate.largest(new float[] {1, 3, 2, 3}, 3))
        .containsExactly(
            new Golden.Candidate(1, 3), new Golden.Candidate(3, 3), new Golden.Candidate(2, 2));
    assertThat(Golden.Candidate.largest(new float[] {1}, 3)).hasSize(1);
  }

  /** Logits that spread as a model's do, and the best some nats above the next. */
  private static GoldenTally tally(Golden.Tolerances tolerances, UnaryOperator<float[]> runtime) {
    Random random = new Random(SEED);
    GoldenTally tally = new GoldenTally(tolerances);
    for (int i = 0; i < POSITIONS; i++) {
      float[] logits = new float[VOCABULARY];
      for (int token = 0; token < VOCABULARY; token++) {
        logits[token] = (float) (5 + 3 * random.nextGaussian());
      }
      logits[best(logits)] += 2;
      tally.add(
          new Golden.Position(0, List.of(), Golden.Candidate.largest(logits, 5)),
          runtime.apply(logits));
    }
    return tally;
  }

  private static int best(float[] logits) {
    return Golden.Candidate.largest(logits, 1).get(0).token();
  }

  private static float[] plus(float[] logits, Random random, double spread) {
    float[] result = logits.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += (float) (spread * random.nextGaussian());
    }
    return result;
  }

  private static float[] times(float[] logits, float factor) {
    float[] result = logits.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= factor;
    }
    return result;
  }

  /** Each token has its neighbour's logit. */
  private static float[] shifted(float[] logits) {
    float[] result = new float[VOCABULARY];
    for (int i = 0; i < VOCABULARY; i++) {
      result[i] = logits[(i + 1) % VOCABULARY];
    }
    return result;
  }
}
