package dev.ember.inference.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a runtime's logits to those that a bundle says it must give, position by position.
 *
 * <p>The bundle's own bound is for the farthest single logit, and wide where an activation that
 * rounds the other way moves one far: equal logits everywhere can lie within it. So what a wrong
 * runtime cannot give holds for every bundle beside it: in the mean the kept logits are near, the
 * kept candidates have about the same probabilities, and the likeliest token is the same.
 */
public final class GoldenTally {
  /**
   * Of the kept candidates among each other, in nats. On SmolLM2-135M in int8, 4-bit blocks and a
   * kept grid, decode, verification and the reference (whose activations are rounded, or are not)
   * differ by 0.008 in the mean, and by 0.042 in the mean of the four worst of 20,000 drawings;
   * halved logits by 0.09, equal ones by 0.8.
   */
  private static final double MOST_MEAN_KL = 0.06;

  /**
   * A mean over fewer positions strays farther: neighbours in one text are unsure together. So many
   * positions are held to the bound itself, fewer to twice of it; a signature that computes
   * something else is farther away than that.
   */
  private static final int ENOUGH_POSITIONS = 8;

  /** The same runtimes: a third; halved logits 8 there and 3 in a model of seven million. */
  private static final double MOST_MEAN_DIFFERENCE = 1;

  /**
   * Or this part of the logits' own size, where they are large: rounding is relative, and a GPT-2
   * has logits around -100.
   */
  private static final double MOST_RELATIVE_DIFFERENCE = 0.03;

  /** The same runtimes: 0.99 at the least; two of four drawn ones were missed in 1 of 3,000. */
  private static final double LEAST_FIRST_CHOICES = 0.5;

  /** A candidate so near to the first one may stand before it elsewhere. */
  private static final float TIE_LOGITS = 0.5f;

  private final Golden.Tolerances tolerances;
  private int positions;
  private int candidates;
  private int firstChoices;
  private float worst;
  private double differenceSum;
  private double sizeSum; // of the kept logits
  private double klSum; // nats

  public GoldenTally(Golden.Tolerances tolerances) {
    this.tolerances = tolerances;
  }

  /**
   * Counts what a runtime gave at a position; one without candidates says nothing.
   *
   * @param logits V values, above every id of the position's candidates
   */
  public void add(Golden.Position position, float[] logits) {
    List<Golden.Candidate> kept = position.quantized();
    if (kept.isEmpty()) {
      return;
    }
    positions++;
    for (Golden.Candidate candidate : kept) {
      float difference = difference(candidate.logit(), logits[candidate.token()]);
      worst = Math.max(worst, difference);
      differenceSum += difference;
      sizeSum += Math.abs(candidate.logit());
      candidates++;
    }
    Golden.Candidate best = Golden.Candidate.largest(logits, 1).get(0);
    // The kept ones are the largest, so nothing else may rise above them.
    worst = Math.max(worst, difference(kept.get(0).logit(), best.logit()));
    firstChoices += isFirst(best.token(), kept) ? 1 : 0;
    klSum += divergence(kept, logits);
  }

  /** What the bundle itself allows. */
  public Golden.Tolerances tolerances() {
    return tolerances;
  }

  /** The largest difference of a kept logit; infinite where one is no number. */
  public float worst() {
    return worst;
  }

  /** Positions that were compared. */
  public int positions() {
    return positions;
  }

  /** Logits that were compared. */
  public int compared() {
    return candidates;
  }

  /** What a runtime is held to. */
  public enum Bound {
    /** That there is anything to compare. */
    POSITIONS("expected golden positions but found none"),
    FARTHEST_LOGIT("expected logits within %1$.4f but found one %2$.4f away"),
    MEAN_LOGIT("expected logits within %1$.2f in the mean but found them %2$.2f away"),
    PROBABILITIES("expected probabilities within %1$.3f nats but found them %2$.3f away"),
    FIRST_CHOICES(
        "expected the same best token at %1$.0f of %3$d positions but found it at %2$.0f");

    private final String format;

    Bound(String format) {
      this.format = format;
    }
  }

  /**
   * A bound that was missed.
   *
   * @param allowed the most, or of first choices the least
   * @param found instead; no finite number where a logit was none
   * @param positions that were compared
   */
  public record Miss(Bound bound, double allowed, double found, int positions) {

    /** For a report, in English. */
    public String sentence() {
      return String.format(Locale.ROOT, bound.format, allowed, found, positions);
    }
  }

  /** The bounds that were missed, a sentence each; empty if none was. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    misses().forEach(miss -> failures.add(miss.sentence()));
    return failures;
  }

  /** The same as numbers. Where nothing was compared, nothing is proved: that is a miss too. */
  public List<Miss> misses() {
    if (positions == 0) {
      return List.of(new Miss(Bound.POSITIONS, 1, 0, 0));
    }
    List<Miss> misses = new ArrayList<>();
    requireAtMost(Bound.FARTHEST_LOGIT, tolerances.backendLogit(), worst, misses);
    double relative = MOST_RELATIVE_DIFFERENCE * sizeSum / candidates;
    double mostDifference = Math.max(MOST_MEAN_DIFFERENCE, relative);
    requireAtMost(Bound.MEAN_LOGIT, mostDifference, differenceSum / candidates, misses);
    double mostKl = positions < ENOUGH_POSITIONS ? 2 * MOST_MEAN_KL : MOST_MEAN_KL;
    requireAtMost(Bound.PROBABILITIES, mostKl, klSum / positions, misses);
    double leastFirst = Math.ceil(LEAST_FIRST_CHOICES * positions);
    if (firstChoices < leastFirst) {
      misses.add(new Miss(Bound.FIRST_CHOICES, leastFirst, firstChoices, positions));
    }
    return misses;
  }

  private void requireAtMost(Bound bound, double most, double found, List<Miss> misses) {
    if (!(found <= most)) { // so that what is no number fails
      misses.add(new Miss(bound, most, found, positions));
    }
  }

  private static float difference(float expected, float found) {
    float difference = Math.abs(found - expected);
    return Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference;
  }

  /** Where all that were kept are nearly equal, another may stand before them too. */
  private static boolean isFirst(int best, List<Golden.Candidate> kept) {
    float behind = kept.get(kept.size() - 1).logit();
    for (Golden.Candidate candidate : kept) {
      behind = candidate.token() == best ? candidate.logit() : behind;
    }
    return behind >= kept.get(0).logit() - TIE_LOGITS;
  }

  /** KL(kept || found) of the kept candidates alone, in nats. */
  private static double divergence(List<Golden.Candidate> kept, float[] logits) {
    double keptSum = 0;
    double foundSum = 0;
    double first = kept.get(0).logit();
    double firstFound = logits[kept.get(0).token()];
    for (Golden.Candidate candidate : kept) {
      keptSum += Math.exp(candidate.logit() - first);
      foundSum += Math.exp(logits[candidate.token()] - firstFound);
    }
    double kl = Math.log(foundSum) - Math.log(keptSum);
    for (Golden.Candidate candidate : kept) {
      double probability = Math.exp(candidate.logit() - first) / keptSum;
      kl += probability * (candidate.logit() - first - logits[candidate.token()] + firstFound);
    }
    return kl;
  }
}
