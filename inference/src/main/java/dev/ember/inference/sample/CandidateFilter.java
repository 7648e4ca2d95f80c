package dev.ember.inference.sample;

/** The steps of {@link SamplingOptions} up to the draw, in their order. */
final class CandidateFilter {
  private final SamplingOptions options;
  private final Penalty penalty;
  private final DrawRecorder recorder;
  private final CandidateHeap candidates = new CandidateHeap();
  private final Nucleus nucleus = new Nucleus();
  private final NucleusDraw quick = new NucleusDraw();

  CandidateFilter(SamplingOptions options, DrawRecorder recorder) {
    this.options = options;
    this.recorder = recorder;
    this.penalty = new Penalty(options);
  }

  /**
   * Draws at once what the filters would leave the dice, where that can be done.
   *
   * @param value of the dice
   * @return whether {@link #drawn} is the token
   */
  boolean draws(float[] logits, TokenWindow recent, double value) {
    if (!isTopPAlone(logits.length)) {
      return false;
    }
    float[] penalised = penalty.apply(logits, recent);
    return quick.draw(penalised, max(penalised), options, value);
  }

  int drawn() {
    return quick.token();
  }

  /** The tokens that may be drawn, weighted; valid until the next call. */
  CandidateHeap apply(float[] logits, TokenWindow recent) {
    recorder.onLogits(logits);

    // 1. Repetition penalty, on the logits
    float[] penalised = penalty.apply(logits, recent);
    if (recorder.wants()) {
      candidates.fill(penalised);
      recorder.onLogits(SamplingStep.PENALTY, candidates);
    }

    // Steps 2 to 5 at once, where that gives the same
    if (isTopPAlone(penalised.length)
        && nucleus.select(penalised, max(penalised), options, candidates)) {
      return candidates;
    }

    // 2. Top-k
    if (options.topK() > 0 && options.topK() < penalised.length) {
      candidates.fillBest(penalised, options.topK());
    } else {
      candidates.fill(penalised);
    }
    recorder.onLogits(SamplingStep.TOP_K, candidates);

    // 3. Temperature: weights relative to the best, which gets 1
    weigh();
    recorder.onWeights(SamplingStep.TEMPERATURE, candidates);

    // 4. Min-p, relative to the best
    if (options.minP() > 0) {
      candidates.keepAtLeast(options.minP());
    }
    recorder.onWeights(SamplingStep.MIN_P, candidates);

    // 5. Top-p, of what is left
    if (options.topP() < 1) {
      candidates.keepMass(options.topP() * candidates.sum());
    }
    recorder.onWeights(SamplingStep.TOP_P, candidates);
    return candidates;
  }

  private boolean isTopPAlone(int vocabulary) {
    boolean topK = options.topK() > 0 && options.topK() < vocabulary;
    return options.topP() < 1 && options.minP() == 0 && !topK && !recorder.wants();
  }

  /**
   * @throws IllegalArgumentException if it is no finite number
   */
  private static float max(float[] logits) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (logit > max) { // never of what is not a number
        max = logit;
      }
    }
    Penalty.requireFinite(max);
    return max;
  }

  private void weigh() {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates.size(); i++) {
      max = Math.max(max, candidates.weight(i));
    }
    Penalty.requireFinite(max);
    candidates.exponentiate(max, options.temperature());
  }
}
