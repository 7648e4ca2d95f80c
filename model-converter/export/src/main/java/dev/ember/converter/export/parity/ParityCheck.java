package dev.ember.converter.export.parity;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;

/**
 * Runs the float reference and the converted model over the same tokens and compares the logits of
 * every position; then once more with the converted model's prefill, which is another graph.
 */
public final class ParityCheck {
  /** Candidates that a golden position keeps of each model. */
  private static final int KEPT_CANDIDATES = 5;

  /** Positions that a golden prompt keeps, evenly spread, the last one included. */
  private static final int KEPT_POSITIONS = 4;

  /**
   * How far another device's kernels may be from this one's, in multiples of what quantization did
   * to a logit here at most: an activation that rounds the other way moves it about as much.
   */
  private static final float BACKEND_FACTOR = 2;

  /** At least this, for float32 models, where only the order of summation differs. */
  private static final float LEAST_BACKEND_TOLERANCE = 1e-2f;

  private static final long SEED = 20_260_101;

  private final Backend reference;
  private final Backend converted;
  private final ParityLimits limits;
  private final DoubleConsumer progress;
  private final Random random = new Random(SEED);
  private final float[] referenceLogits; // [V]
  private final float[] convertedLogits; // [V]

  private long total; // positions to compare
  private int positions;
  private int agreements;
  private double klSum;
  private float maxDifference;
  private double maxShare;
  private float maxRange;

  /**
   * @param progress is told the done share of the work, 0 to 1
   */
  public ParityCheck(
      Backend reference, Backend converted, ParityLimits limits, DoubleConsumer progress) {
    this.reference = reference;
    this.converted = converted;
    this.limits = limits;
    this.progress = progress;
    referenceLogits = new float[reference.config().vocabulary()]; // [V]
    convertedLogits = new float[reference.config().vocabulary()]; // [V]
  }

  /** Compares the models on the prompts; call it once. */
  public ParityReport run(List<GoldenPrompt> prompts) {
    total = 0;
    for (GoldenPrompt prompt : prompts) {
      total += prompt.length() + 1; // the last position is compared twice
    }
    List<Golden.Prompt> golden = new ArrayList<>();
    for (GoldenPrompt prompt : prompts) {
      golden.add(compare(prompt));
    }
    float logitTolerance = (float) (limits.maxLogitShare() * maxRange);
    Golden.Tolerances tolerances =
        new Golden.Tolerances(
            backendTolerance(), logitTolerance, (float) limits.minTop1Agreement());
    return new ParityReport(
        limits,
        positions,
        (double) agreements / positions,
        klSum / positions,
        maxDifference,
        maxShare,
        new Golden(tolerances, golden));
  }

  /**
   * Any number where a logit was none: such a check fails, and its golden values are not written.
   */
  private float backendTolerance() {
    return Float.isNaN(maxDifference)
        ? LEAST_BACKEND_TOLERANCE
        : Math.max(LEAST_BACKEND_TOLERANCE, BACKEND_FACTOR * maxDifference);
  }

  private Golden.Prompt compare(GoldenPrompt prompt) {
    int length = prompt.length();
    int[] tokens = new int[length];
    List<Golden.Position> kept = new ArrayList<>();
    try (KvCache referenceCache = reference.newCache();
        KvCache convertedCache = converted.newCache()) {
      for (int i = 0; i < length; i++) {
        tokens[i] = i < prompt.start().size() ? prompt.start().get(i) : sample(referenceLogits);
        reference.decode(tokens[i], referenceCache, referenceLogits);
        converted.decode(tokens[i], convertedCache, convertedLogits);
        count();
        if (isKept(i, length)) {
          kept.add(
              new Golden.Position(i, candidates(referenceLogits), candidates(convertedLogits)));
        }
      }
    }
    comparePrefilled(tokens);
    return new Golden.Prompt(asList(tokens), kept);
  }

  /** The last position once more, all before it read by prefill. */
  private void comparePrefilled(int[] tokens) {
    try (KvCache cache = converted.newCache()) {
      converted.prefill(tokens, tokens.length - 1, cache);
      converted.decode(tokens[tokens.length - 1], cache, convertedLogits);
    }
    count();
  }

  private void count() {
    positions++;
    agreements += LogitComparison.sameBest(referenceLogits, convertedLogits) ? 1 : 0;
    klSum += LogitComparison.divergence(referenceLogits, convertedLogits);
    float difference = LogitComparison.maxDifference(referenceLogits, convertedLogits);
    float range = LogitComparison.range(referenceLogits);
    maxDifference = Math.max(maxDifference, difference);
    maxShare = Math.max(maxShare, difference / (double) range);
    maxRange = Math.max(maxRange, range);
    progress.accept((double) positions / total);
  }

  /** Draws from the softmax, temperature 1. */
  private int sample(float[] logits) {
    float largest = logits[LogitComparison.best(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < logits.length; i++) {
      left -= Math.exp(logits[i] - largest);
      if (left < 0) {
        return i;
      }
    }
    return LogitComparison.best(logits); // rounding left a sliver
  }

  private static boolean isKept(int index, int length) {
    int step = Math.max(1, length / KEPT_POSITIONS);
    return (length - 1 - index) % step == 0;
  }

  private static List<Golden.Candidate> candidates(float[] logits) {
    List<Golden.Candidate> best = new ArrayList<>();
    float[] rest = logits.clone();
    for (int i = 0; i < Math.min(KEPT_CANDIDATES, logits.length); i++) {
      int token = LogitComparison.best(rest);
      best.add(new Golden.Candidate(token, logits[token]));
      rest[token] = Float.NEGATIVE_INFINITY;
    }
    return best;
  }

  private static List<Integer> asList(int[] tokens) {
    List<Integer> list = new ArrayList<>(tokens.length);
    for (int token : tokens) {
      list.add(token);
    }
    return list;
  }
}
