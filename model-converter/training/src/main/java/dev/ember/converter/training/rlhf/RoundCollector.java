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
import org.jspecify.annotations.Nullable;

/**
 * Turns written answers into experience. The reward of a token is what its divergence from the
 * model before costs; the last token gets the reward model's score of the whole answer too. An
 * answer that ran into the limit, or that another stop token ended, is scored as if the mark ended
 * it, for the reward model has learned at that mark alone; the penalty is for a missing end.
 *
 * <p>Rewards are scaled, not shifted: a token that changed nothing gets nothing, however many there
 * are. What they are divided by, the size of a whole answer's reward in the first round that has
 * some, stays as it is, and the values of the value model are divided by it too: a return is of
 * size 1, which the clip of values is made for, and means the same in every round.
 */
final class RoundCollector {
  /** Answers that pass through the models at once. */
  private static final int ANSWERS_AT_ONCE = 16;

  private final ActorCritic models;
  private final Judges judges;
  private final PpoOptions options;
  private @Nullable Double rewardUnit; // null before a round has rewards

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
    measureUnit(judged, klCoefficient);
    return new Round(
        judged.stream().map(one -> experience(one, klCoefficient)).toList(),
        judged.stream().mapToDouble(one -> one.score).average().orElse(0),
        judged.stream().mapToDouble(Judged::divergence).average().orElse(0),
        judged.stream().mapToDouble(one -> one.sampled.stopped() ? 1 : 0).average().orElse(0),
        judged.stream().mapToDouble(one -> one.values.length).average().orElse(0));
  }

  /** What rewards and values are divided by, if it is known yet: a checkpoint keeps it. */
  @Nullable Double rewardUnit() {
    return rewardUnit;
  }

  /** Goes on with the unit of a checkpoint; null where it kept none. */
  void restoreRewardUnit(@Nullable Double unit) {
    rewardUnit = unit;
  }

  /** The same where there has been no reward that it could be the size of. */
  double rewardUnitOrOne() {
    return rewardUnit == null ? 1 : rewardUnit;
  }

  private void measureUnit(List<Judged> judged, double klCoefficient) {
    if (rewardUnit != null) {
      return;
    }
    double size =
        Whitening.size(
            judged.stream()
                .mapToDouble(one -> Arrays.stream(rewards(one, klCoefficient)).sum())
                .toArray());
    rewardUnit = size == 0 ? null : size;
  }

  private double[] rewards(Judged one, double klCoefficient) {
    return one.rewards(klCoefficient, options.unfinishedPenalty());
  }

  private Experience experience(Judged one, double klCoefficient) {
    double[] rewards = inUnits(rewards(one, klCoefficient)); // [T]
    double[] values = inUnits(one.values); // [T]
    AdvantageEstimate estimate = new AdvantageEstimate(options.gamma(), options.lambda());
    return new Experience(
        one.sampled.answer(), one.logProbabilities, values, estimate.advantages(rewards, values));
  }

  private double[] inUnits(double[] values) {
    double unit = rewardUnitOrOne();
    return Arrays.stream(values).map(value -> value / unit).toArray();
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
