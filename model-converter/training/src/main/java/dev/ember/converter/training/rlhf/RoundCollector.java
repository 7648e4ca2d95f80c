package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.objective.AdvantageEstimate;
import dev.ember.converter.training.objective.Whitening;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.SampledAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Turns written answers into experience. The reward of a token is what its divergence from the
 * model before costs; the last token gets the reward model's score of the whole answer too. An
 * answer that ran into the limit, or that another stop token ended, is scored as if the mark ended
 * it, for the reward model has learned at that mark alone; the penalty is for a missing end.
 *
 * <p>Rewards are scaled, not shifted: a token that changed nothing gets nothing, however many there
 * are.
 */
final class RoundCollector {
  /** Answers that pass through the models at once. */
  private static final int ANSWERS_AT_ONCE = 16;

  private final ActorCritic models;
  private final Judges judges;
  private final PpoOptions options;

  RoundCollector(ActorCritic models, Judges judges, PpoOptions options) {
    this.models = models;
    this.judges = judges;
    this.options = options;
  }

  /**
   * Judges the answers of a round.
   *
   * @param klCoefficient what a nat costs in this round
   */
  Round collect(List<SampledAnswer> sampled, double klCoefficient) {
    List<Judged> judged = new ArrayList<>();
    for (int from = 0; from < sampled.size(); from += ANSWERS_AT_ONCE) {
      int to = Math.min(sampled.size(), from + ANSWERS_AT_ONCE);
      judged.addAll(judge(sampled.subList(from, to)));
    }
    double[] rewards = scaledRewards(judged, klCoefficient); // [N]
    AdvantageEstimate estimate = new AdvantageEstimate(options.gamma(), options.lambda());
    List<Experience> experiences = new ArrayList<>();
    int next = 0;
    for (Judged one : judged) {
      double[] own = Arrays.copyOfRange(rewards, next, next + one.values.length);
      next += own.length;
      double[] advantages = estimate.advantages(own, one.values);
      experiences.add(
          new Experience(one.sampled.answer(), one.logProbabilities, one.values, advantages));
    }
    return new Round(
        experiences,
        judged.stream().mapToDouble(one -> one.score).average().orElse(0),
        judged.stream().mapToDouble(Judged::divergence).average().orElse(0),
        judged.stream().mapToDouble(one -> one.sampled.stopped() ? 1 : 0).average().orElse(0),
        judged.stream().mapToDouble(one -> one.values.length).average().orElse(0));
  }

  private double[] scaledRewards(List<Judged> judged, double klCoefficient) {
    double[] all =
        judged.stream()
            .flatMapToDouble(
                one -> Arrays.stream(one.rewards(klCoefficient, options.unfinishedPenalty())))
            .toArray();
    return Whitening.scaled(all);
  }

  private List<Judged> judge(List<SampledAnswer> sampled) {
    List<AnsweredPrompt> answers = sampled.stream().map(SampledAnswer::answer).toList();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      float[] own = Floats.of(new AnswerLikelihood(models.policy()).ofTokens(answers)); // [N]
      float[] before = Floats.of(judges.reference().ofTokens(answers)); // [N]
      float[] values = Floats.of(models.value().values(answers)); // [N]
      List<AnsweredPrompt> ended = sampled.stream().map(this::ended).toList();
      float[] scores = Floats.of(judges.reward().scores(ended)); // [A]
      List<Judged> judged = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < scores.length; i++) {
        int end = next + answers.get(i).answerLength();
        judged.add(
            new Judged(
                sampled.get(i),
                wide(own, next, end),
                wide(before, next, end),
                wide(values, next, end),
                scores[i]));
        next = end;
      }
      return judged;
    }
  }

  /** The answer with the mark at its end, be it in the place of another token that ended it. */
  private AnsweredPrompt ended(SampledAnswer sampled) {
    AnsweredPrompt answer = sampled.answer();
    int written = answer.tokens().length - (sampled.stopped() ? 1 : 0);
    int[] tokens = Arrays.copyOf(answer.tokens(), written + 1);
    tokens[written] = judges.endMark();
    return new AnsweredPrompt(tokens, answer.promptLength());
  }

  private static double[] wide(float[] values, int from, int to) {
    double[] part = new double[to - from];
    for (int i = from; i < to; i++) {
      part[i - from] = values[i];
    }
    return part;
  }

  /** One answer with what all four models say of it. */
  private static final class Judged {
    private final SampledAnswer sampled;
    private final double[] logProbabilities; // [T]
    private final double[] before; // [T]
    private final double[] values; // [T]
    private final double score;

    private Judged(
        SampledAnswer sampled,
        double[] logProbabilities,
        double[] before,
        double[] values,
        double score) {
      this.sampled = sampled;
      this.logProbabilities = logProbabilities;
      this.before = before;
      this.values = values;
      this.score = score;
    }

    /** The sample's estimate of the divergence of the whole answer, in nats. */
    private double divergence() {
      double sum = 0;
      for (int t = 0; t < logProbabilities.length; t++) {
        sum += logProbabilities[t] - before[t];
      }
      return sum;
    }

    private double[] rewards(double klCoefficient, double unfinishedPenalty) {
      double[] rewards = new double[logProbabilities.length];
      for (int t = 0; t < rewards.length; t++) {
        rewards[t] = -klCoefficient * (logProbabilities[t] - before[t]);
      }
      rewards[rewards.length - 1] += sampled.stopped() ? score : score - unfinishedPenalty;
      return rewards;
    }
  }
}
