package dev.ember.inference.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how a token is drawn, while it is drawn. Costs nothing as long as no candidate is
 * wanted, and otherwise a few passes over the vocabulary and 4 bytes a token and step.
 *
 * <h2>Threading model</h2>
 *
 * As its {@link Sampler}: one thread at a time.
 */
public final class DrawRecorder {
  /** The steps from the one on that leaves a single token where the temperature is 0. */
  private static final Set<SamplingStep> DRAWN_FROM_ONE =
      EnumSet.range(SamplingStep.TEMPERATURE, SamplingStep.TOP_P);

  private int wanted;
  private float[] logits = {}; // [V], a copy, for the caller's array is written over
  private final Map<SamplingStep, float[]> probabilities = // each [V]
      new EnumMap<>(SamplingStep.class);
  private double[] starts = {}; // [V], of those that are left
  private final CandidateHeap raw = new CandidateHeap();
  private @Nullable Dice dice;

  /**
   * What a sampler does with logits that are there already: the same steps and the same dice as in
   * an answer.
   *
   * @param logits {@code [V]}; not changed
   * @param before the tokens of the text so far, for the repetition penalty
   * @param candidates how many of the likeliest to name, at least 1
   * @throws IllegalArgumentException if no logit is finite
   */
  public static Draw draw(float[] logits, int[] before, SamplingOptions options, int candidates) {
    TokenWindow recent = new TokenWindow(options.repetitionWindow());
    recent.addAll(before, before.length);
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(candidates);
    return recorder.draw(Sampler.of(options, recorder).sample(logits, recent));
  }

  /**
   * Asks for the next draws to be written down.
   *
   * @param candidates how many of the likeliest tokens; 0 for none
   */
  public void want(int candidates) {
    wanted = candidates;
  }

  /** Whether the next draw is written down. */
  public boolean wants() {
    return wanted > 0;
  }

  /**
   * The draw that was made last.
   *
   * @param token as the sampler gave it
   * @throws IllegalStateException if none was wanted
   */
  public Draw draw(int token) {
    if (!wants() || logits.length == 0) {
      throw new IllegalStateException("expected a draw that was wanted but found none");
    }
    List<DrawCandidate> candidates = new ArrayList<>();
    boolean drawnIsNamed = false;
    for (int i = 0; i < raw.size(); i++) {
      candidates.add(candidate(raw.token(i)));
      drawnIsNamed |= raw.token(i) == token;
    }
    if (!drawnIsNamed) {
      candidates.add(candidate(token));
    }
    return new Draw(token, candidates, dice);
  }

  /** Begins a draw. */
  void onLogits(float[] model) {
    if (!wants()) {
      return;
    }
    dice = null;
    logits = model.clone();
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Float.isNaN(logits[i]) ? Float.NEGATIVE_INFINITY : logits[i];
    }
    raw.fill(logits);
    onLogits(SamplingStep.LOGITS, raw);
    raw.keepBest(wanted);
  }

  /** What a step leaves, its weights still logits. */
  void onLogits(SamplingStep step, CandidateHeap left) {
    if (!wants()) {
      return;
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < left.size(); i++) {
      max = Math.max(max, left.weight(i));
    }
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += Math.exp(left.weight(i) - max);
    }
    float[] row = clear(step);
    for (int i = 0; i < left.size(); i++) {
      row[left.token(i)] = (float) (Math.exp(left.weight(i) - max) / sum);
    }
  }

  /** What a step leaves, with the weights of the draw. */
  void onWeights(SamplingStep step, CandidateHeap left) {
    if (!wants()) {
      return;
    }
    double sum = left.sum();
    float[] row = clear(step);
    double before = 0;
    for (int i = 0; i < left.size(); i++) {
      row[left.token(i)] = (float) (left.weight(i) / sum);
      starts[left.token(i)] = before / sum;
      before += left.weight(i);
    }
  }

  /** The likeliest is taken: there is nothing to draw. */
  void onGreedy(float[] penalised, int token) {
    if (!wants()) {
      return;
    }
    CandidateHeap all = new CandidateHeap();
    all.fill(penalised);
    onLogits(SamplingStep.PENALTY, all);
    onLogits(SamplingStep.TOP_K, all); // greedy does not ask for it
    for (SamplingStep step : DRAWN_FROM_ONE) {
      clear(step)[token] = 1;
    }
  }

  /** Where the draw fell. */
  void onDice(double value, double from, double to) {
    dice = new Dice(value, from, to);
  }

  private float[] clear(SamplingStep step) {
    float[] row = probabilities.get(step);
    if (row == null || row.length != logits.length) {
      row = new float[logits.length];
      probabilities.put(step, row);
    }
    Arrays.fill(row, 0);
    if (starts.length != logits.length) {
      starts = new double[logits.length];
    }
    Arrays.fill(starts, 0);
    return row;
  }

  private DrawCandidate candidate(int token) {
    Map<SamplingStep, Float> bySteps = new EnumMap<>(SamplingStep.class);
    probabilities.forEach((step, row) -> bySteps.put(step, row[token]));
    return new DrawCandidate(token, logits[token], rank(token), bySteps, starts[token]);
  }

  private int rank(int token) {
    int rank = 1;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > logits[token] || (logits[i] == logits[token] && i < token)) {
        rank++;
      }
    }
    return rank;
  }
}
