package dev.ember.inference.sample;

import java.util.Arrays;

/**
 * Draws by top-p over a whole vocabulary without finding out what it keeps: where the dice fall is
 * a band of the summed weights, and almost always one token fills it. The token is to the bit that
 * of {@link Nucleus} and {@link CandidateHeap#keepMass}; where the band touches two, or the token
 * is hardly heavier than those that were left out, nothing is drawn.
 *
 * <p>All weights are computed once in loops that a compiler turns into vectors, a little wrong
 * ({@link #ERROR}); those of the tokens around the dice are then computed rightly and sorted. If
 * the band is too wide, more tokens count as likely, and these get their true weights, which makes
 * it narrow.
 */
final class NucleusDraw {
  /**
   * How far a weight may be from the true one, relative to it, and so a sum of them. In units of
   * 6e-8, a rounding to float: 3 x 14 of the exponent, whose error grows with it; 2 x 32 of the
   * polynomial, that is squared five times; 31 of the squares; 16 of adding up. Beyond e^-14 it is
   * more, of what a million tokens do not make matter.
   */
  private static final double ERROR = 1.5e-5;

  /** The part of it that comes from adding up. */
  private static final double LANE_ERROR = 1e-6;

  /** Of adding a million doubles, and of what {@link RandomSampler} subtracts one by one. */
  private static final double SUM_ERROR = 1e-9;

  private static final int BLOCK = 1024;
  private static final int BLOCKS_A_FLUSH = 16;
  private static final int SQUARINGS = 5;

  /** A likely token has at least this many times the even share of what the dice leave over. */
  private static final double LIKELY = 32;

  private static final float LESS_LIKELY = 1f / 16;

  /** So that less is left of which the weight is not known: of 6,000 draws 13 fail, and not 385. */
  private static final float FEWER_LEFT = 1f / 4;

  private static final int TRIES = 4;

  /** Of floats between two powers of two: each is at most a sixty-fourth wide. */
  private static final int BIN_SHIFT = 17;

  private static final int BINS = 40 << 6; // down to 2^-40
  private static final float LEAST_THRESHOLD = 0x1p-39f;
  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1);

  private final float[] block = new float[BLOCK];
  private final float[] lanes = new float[BLOCK];
  private final double[] mass = new double[BINS]; // of the likely tokens
  private final CandidateHeap near = new CandidateHeap();
  private float[] weights = {}; // [V]
  private int[] likely = {}; // tokens
  private int likelyCount;
  private float threshold; // that they have at least
  private double likelyMass;
  private double likelyError; // relative, of their weights
  private double least; // of the sum of all weights
  private double most;
  private float max;
  private float temperature;
  private int token;

  /**
   * Draws a token, if that can be done here.
   *
   * @param largest the largest logit, finite
   * @param value of the dice, from 0 to 1
   * @return whether {@link #token} is what the filters would have given
   */
  boolean draw(float[] logits, float largest, SamplingOptions options, double value) {
    max = largest;
    temperature = options.temperature();
    double total = weigh(logits);
    float topP = options.topP();
    threshold = (float) (LIKELY * (1 - value * topP) * total / logits.length);
    for (int i = 0; i < TRIES && threshold > LEAST_THRESHOLD; i++) { // false of no number
      collect();
      if (likelyMass * (1 - ERROR) > value * topP * total * (1 + ERROR)) {
        return findAmongLikely(logits, total, topP, value);
      }
      threshold *= LESS_LIKELY;
    }
    return false;
  }

  private boolean findAmongLikely(float[] logits, double total, float topP, double value) {
    least = total * (1 - ERROR);
    most = total * (1 + ERROR);
    likelyError = ERROR;
    if (find(logits, topP, value)) {
      return true;
    }
    threshold = Math.max(threshold * FEWER_LEFT, LEAST_THRESHOLD); // lighter have no bin
    collect();
    correct(logits, total);
    return find(logits, topP, value);
  }

  /** As drawn last. */
  int token() {
    return token;
  }

  /** All weights, nearly; their sum. */
  private double weigh(float[] logits) {
    if (weights.length != logits.length) {
      weights = new float[logits.length];
      likely = new int[logits.length];
    }
    exponentiate(logits, weights, max, 1 / (temperature * (1 << SQUARINGS)));
    Arrays.fill(lanes, 0);
    double sum = 0;
    int blocks = 0;
    for (int from = 0; from < weights.length; from += BLOCK) {
      int count = Math.min(BLOCK, weights.length - from);
      System.arraycopy(weights, from, block, 0, count); // an offset would be no vector
      Arrays.fill(block, count, BLOCK, 0);
      add(block, lanes);
      if (++blocks % BLOCKS_A_FLUSH == 0) {
        sum += sumAndClear();
      }
    }
    return sum + sumAndClear();
  }

  /** One over the exponential of the distance: its series has no negative terms to cancel. */
  private static void exponentiate(float[] logits, float[] weights, float max, float scale) {
    for (int i = 0; i < logits.length; i++) { // no call and no branch: becomes vectors
      float y = (max - logits[i]) * scale;
      float q =
          1
              + y
                  * (1
                      + y
                          * (1f / 2
                              + y
                                  * (1f / 6
                                      + y
                                          * (1f / 24
                                              + y
                                                  * (1f / 120
                                                      + y * (1f / 720 + y * (1f / 5040)))))));
      q *= q;
      q *= q;
      q *= q;
      q *= q;
      q *= q;
      weights[i] = 1 / q;
    }
  }

  private static void add(float[] values, float[] into) {
    for (int i = 0; i < values.length; i++) {
      into[i] += values[i];
    }
  }

  private double sumAndClear() {
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    Arrays.fill(lanes, 0);
    return sum;
  }

  /** The tokens of at least that weight, and what those of each bin weigh together. */
  private void collect() {
    float atLeast = threshold;
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] >= atLeast) { // one in a hundred
        likely[count] = i;
        count++;
      }
    }
    likelyCount = count;
    sumBins();
  }

  private void sumBins() {
    Arrays.fill(mass, 0);
    likelyMass = 0;
    for (int i = 0; i < likelyCount; i++) {
      float weight = weights[likely[i]];
      mass[bin(weight)] += weight;
      likelyMass += weight;
    }
  }

  /** 0 for the heaviest, whose weight is 1. */
  private static int bin(float weight) {
    return (BITS_OF_ONE - Float.floatToRawIntBits(weight)) >> BIN_SHIFT;
  }

  /** The bin by whose end the likely tokens reach a sum; {@link #BINS} if they do not. */
  private int binReaching(double sum) {
    double reached = 0;
    for (int bin = 0; bin < BINS; bin++) {
      reached += mass[bin];
      if (reached >= sum) {
        return bin;
      }
    }
    return BINS;
  }

  /** Gives the likely tokens their true weights; what is wrong is then only the sum of the rest. */
  private void correct(float[] logits, double total) {
    double rest = Math.max(0, total - likelyMass);
    double wrong = rest * ERROR + total * LANE_ERROR;
    for (int i = 0; i < likelyCount; i++) {
      weights[likely[i]] = weight(logits[likely[i]]);
    }
    sumBins();
    least = likelyMass + rest - wrong;
    most = likelyMass + rest + wrong;
    likelyError = 0;
  }

  private boolean find(float[] logits, float topP, double value) {
    double reached = topP * least;
    double from; // what is kept weighs at least, and at most
    double to;
    if (likelyMass * (1 + likelyError) < reached) { // the last kept is none of the likely
      from = reached;
      to = topP * most + threshold * (1 + ERROR);
    } else {
      int bin = binReaching(reached);
      double before = open(bin, logits);
      double error = before * likelyError + SUM_ERROR * most;
      int last = 0;
      double sum = before;
      while (last < near.size() && sum + near.weight(last) + error < reached) {
        sum += near.weight(last);
        last++;
      }
      if (last == near.size() || bin(near.weight(last)) != bin || mayPassOver(last)) {
        return false;
      }
      sum += near.weight(last);
      from = sum - error;
      boolean decided = sum - error >= topP * most;
      to = decided ? sum + error : Math.max(sum + error, topP * most + near.weight(last));
    }
    return drawBetween(value * from, value * to, logits);
  }

  /** Draws the token that the whole band lies in. */
  private boolean drawBetween(double from, double to, float[] logits) {
    int bin = binReaching((from + to) / 2);
    double before = open(bin, logits);
    double error = before * likelyError + SUM_ERROR * most;
    double sum = before;
    for (int i = 0; i < near.size(); i++) {
      boolean isFirst = i == 0 && before == 0;
      boolean begins = isFirst || sum + error <= from;
      sum += near.weight(i);
      if (sum - error > to) {
        token = near.token(i);
        return begins && bin(near.weight(i)) == bin && !mayPassOver(i);
      }
    }
    return false;
  }

  /**
   * Whether a token that is none of the likely may weigh as much as this one: then it may be the
   * better of the two, and what was added up so far lacks it.
   */
  private boolean mayPassOver(int index) {
    return near.weight(index) <= threshold * (1 + 2 * ERROR);
  }

  /**
   * Sorts the tokens of a bin and of the two beside it, by their true weights: whatever was moved
   * across a border by a wrong one lies beyond those.
   *
   * @return what all heavier ones weigh
   */
  private double open(int bin, float[] logits) {
    near.clear();
    for (int i = 0; i < likelyCount; i++) {
      int each = likely[i];
      if (Math.abs(bin(weights[each]) - bin) <= 1) {
        near.add(each, weight(logits[each]));
      }
    }
    near.sort();
    double before = 0;
    for (int i = 0; i < bin - 1; i++) {
      before += mass[i];
    }
    return before;
  }

  /** As {@link CandidateHeap#exponentiate} computes it. */
  private float weight(float logit) {
    return (float) Math.exp(((double) logit - max) / temperature);
  }
}
