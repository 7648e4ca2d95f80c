package dev.ember.inference.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * Says of one step what the model and the options thought of the likeliest tokens. Apart from the
 * {@link Sampler}, which thus computes no probability that nobody reads.
 */
public final class CandidateReport {

  private CandidateReport() {}

  /**
   * The {@code count} likeliest tokens by raw probability, the likeliest first.
   *
   * @param recent as it was when the token was sampled
   */
  public static List<Candidate> of(
      SamplingOptions options, float[] logits, TokenWindow recent, int count) {
    CandidateHeap raw = new CandidateFilter(RAW).apply(logits, recent);
    double rawSum = raw.sum();
    float[] finalProbabilities = finalProbabilities(options, logits, recent); // [V]
    raw.keepBest(count);
    List<Candidate> report = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      int token = raw.token(i);
      float rawProbability = (float) (raw.weight(i) / rawSum);
      report.add(new Candidate(token, rawProbability, finalProbabilities[token]));
    }
    return report;
  }

  /** The model's own distribution. */
  private static final SamplingOptions RAW = new SamplingOptions(1, 0, 1, 0, 1, 0, 0);

  private static float[] finalProbabilities(
      SamplingOptions options, float[] logits, TokenWindow recent) {
    float[] probabilities = new float[logits.length]; // [V]
    if (options.temperature() == 0) {
      probabilities[new GreedySampler(options).sample(logits, recent)] = 1;
      return probabilities;
    }
    CandidateHeap kept = new CandidateFilter(options).apply(logits, recent);
    double sum = kept.sum();
    for (int i = 0; i < kept.size(); i++) {
      probabilities[kept.token(i)] = (float) (kept.weight(i) / sum);
    }
    return probabilities;
  }
}
