package dev.ember.converter.export.parity;

/** Two models' logits of one position, compared. */
public final class LogitComparison {
  /** Tokens whose reference logits are nearer than this count as equally good. */
  private static final float TIE_LOGITS = 0.1f;

  private LogitComparison() {}

  /** The index of the largest logit; the first of several. */
  public static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Whether the converted model's best token is the reference's, or ties with it there. */
  static boolean sameBest(float[] reference, float[] converted) {
    return reference[best(reference)] - reference[best(converted)] <= TIE_LOGITS;
  }

  /** The largest difference of any logit. */
  static float maxDifference(float[] reference, float[] converted) {
    float largest = 0;
    for (int i = 0; i < reference.length; i++) {
      largest = Math.max(largest, Math.abs(reference[i] - converted[i]));
    }
    return largest;
  }

  /** Largest minus smallest logit. */
  static float range(float[] logits) {
    float smallest = logits[0];
    for (float logit : logits) {
      smallest = Math.min(smallest, logit);
    }
    return logits[best(logits)] - smallest;
  }

  /** KL(reference || converted) of the softmaxes, in nats. */
  public static double divergence(float[] reference, float[] converted) {
    double referenceNorm = logSumExp(reference);
    double convertedNorm = logSumExp(converted);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double logP = reference[i] - referenceNorm;
      sum += Math.exp(logP) * (logP - (converted[i] - convertedNorm));
    }
    return sum;
  }

  /** {@code -ln} of the probability of a token. */
  public static double loss(float[] logits, int token) {
    return logSumExp(logits) - logits[token];
  }

  private static double logSumExp(float[] logits) {
    double largest = logits[best(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }
}
