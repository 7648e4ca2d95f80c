package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.reward.RewardModel;
import dev.ember.converter.training.reward.RewardObjective;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.BatchedSampler;
import dev.ember.converter.training.rollout.SampledAnswer;
import dev.ember.converter.training.rollout.Speaker;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;

/** The models of a run of PPO in the tiny world, with a reward model that has learned a little. */
final class PpoWorld implements AutoCloseable {
  /** Two passes of two minibatches: four steps a round. */
  static final PpoOptions OPTIONS = new PpoOptions(8, 2, 2, 6, 0.2, 0.1, 1, 0.95, 0.05, 6, 200, 1);

  private static final SamplingOptions PURE = new SamplingOptions(1, 0, 1, 0, 1, 0, 0);

  final Checkpoint origin = TinyWorld.checkpoint(1);
  private final Parameters reward = RewardModel.begin(origin.parameters());
  final Parameters parameters;
  final double zero;

  PpoWorld(int rewardSteps) throws IOException {
    this(rewardSteps, 1);
  }

  /**
   * @param scale of the scores
   */
  PpoWorld(int rewardSteps, float scale) throws IOException {
    if (rewardSteps > 0) {
      StageSteps.run(
          new RewardObjective(new RewardModel(reward, Precision.FLOAT32), TinyWorld.batches(1)),
          reward,
          rewardSteps,
          0.01);
    }
    float[] weights = reward.toArray();
    ParameterLayout.Slot head = reward.layout().slot(RewardModel.HEAD);
    for (int i = head.offset(); i < head.offset() + head.size(); i++) {
      weights[i] *= scale;
    }
    reward.load(weights);
    parameters = ActorCritic.begin(origin.parameters(), reward);
    zero =
        RewardObjective.meanScore(
            new RewardModel(reward, Precision.FLOAT32), TinyWorld.batches(1).heldOut());
  }

  /** Judges the scores of whose reward model are 0 where they were {@code zero}. */
  Judges judges(double zeroOfScores) {
    Gpt before = new Gpt(origin.parameters(), Precision.FLOAT32);
    return new Judges(
        new AnswerLikelihood(before),
        new RewardModel(reward, Precision.FLOAT32, zeroOfScores),
        new Speaker(origin, before).endMark());
  }

  ActorCritic models() {
    return new ActorCritic(parameters, Precision.FLOAT32, zero);
  }

  PpoObjective objective(PpoOptions options) {
    return objective(options, models());
  }

  /** Of models that learn, whose answers the policy writes as it began, in float32. */
  PpoObjective objective(PpoOptions options, ActorCritic models) {
    Speaker speaker = new Speaker(origin, new Gpt(parameters, Precision.FLOAT32));
    BatchedSampler sampler = speaker.sampler(PURE, options.mostTokens());
    PromptSource prompts =
        new PromptSource(
            random -> TinyWorld.encoder().prompt(TinyWorld.preferences().draw(random).prompt()),
            sampler.longestPrompt());
    return new PpoObjective(
        models, judges(zero), prompts, sampler, new PpoObjective.PpoPlan(options, 5));
  }

  /** Answers to the prompts of a step, all of which end by themselves. */
  static List<SampledAnswer> kindAnswers(long seed) {
    return TinyWorld.batches(seed).step(0).get(0).answers().stream()
        .map(answer -> new SampledAnswer(answer, true))
        .toList();
  }

  @Override
  public void close() {
    parameters.close();
    reward.close();
    origin.close();
  }
}
