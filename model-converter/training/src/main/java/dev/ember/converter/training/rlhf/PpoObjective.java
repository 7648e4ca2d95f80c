package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.objective.AdaptiveKl;
import dev.ember.converter.training.objective.ClippedPolicy;
import dev.ember.converter.training.objective.ClippedValue;
import dev.ember.converter.training.objective.Whitening;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.rollout.BatchedSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Proximal policy optimization against a reward model (Schulman et al. 2017; Ziegler et al. 2019;
 * Ouyang et al. 2022, their third step). A round writes answers, judges them and learns from them
 * in several passes of small steps.
 *
 * <p>Simplified: no pretraining gradients are mixed in (PPO-ptx); the value loss and the policy
 * loss share one learning rate and one clipping of the gradient; there is no entropy bonus; a
 * token's divergence is the sample's estimate, not the whole distribution's; advantages are
 * whitened over a minibatch; rewards and values are divided by the size of an answer's reward in
 * the first round, for all rounds, not by running means; the zero of the reward model is the mean
 * of held-out answers, not of demonstrations; the answers of a round are written at temperature 1
 * without filters, one a prompt.
 */
public final class PpoObjective implements Objective {
  static final String COEFFICIENT = "klCoefficient";
  private static final String RUNAWAY_NATS = "runawayNats";
  private static final String REWARD_UNIT = "rewardUnit";

  /** Answers whose activations exist at once. */
  private static final int ANSWERS_OF_SHARE = 8;

  private final ActorCritic models;
  private final PpoOptions options;
  private final PromptSource prompts;
  private final BatchedSampler sampler;
  private final RoundCollector collector;
  private final long seed;
  private final ClippedPolicy policyLoss;
  private final ClippedValue valueLoss;
  private AdaptiveKl kl;
  private @Nullable Double runawayNats; // of the round that ended it
  private @Nullable Round round;
  private List<StepTally> tallies = List.of(); // of each share, for they are computed side by side

  PpoObjective(
      ActorCritic models,
      Judges judges,
      PromptSource prompts,
      BatchedSampler sampler,
      PpoPlan plan) {
    this.models = models;
    this.options = plan.options();
    this.prompts = prompts;
    this.sampler = sampler;
    this.collector = new RoundCollector(models, judges, options);
    this.seed = plan.seed();
    this.policyLoss = new ClippedPolicy(options.clip());
    this.valueLoss = new ClippedValue(options.clip());
    this.kl = new AdaptiveKl(options.klCoefficient(), options.klTarget(), options.klHorizon());
  }

  /**
   * How a run of PPO goes.
   *
   * @param seed of prompts and answers
   */
  record PpoPlan(PpoOptions options, long seed) {}

  /** Between two rounds nothing but the weights, the coefficient and the unit counts. */
  @Override
  public boolean mayStopBefore(int step) {
    return step % options.stepsOfRound() == 0;
  }

  @Override
  public Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put(COEFFICIENT, kl.coefficient());
    Double unit = collector.rewardUnit();
    if (unit != null) {
      state.put(REWARD_UNIT, unit);
    }
    if (runawayNats != null) {
      state.put(RUNAWAY_NATS, runawayNats);
    }
    return state;
  }

  /** A run of before the unit was kept takes that of its next round. */
  @Override
  public void restore(Map<String, Double> state) {
    Double coefficient = state.get(COEFFICIENT);
    if (coefficient == null) {
      throw new IllegalArgumentException("expected the state " + COEFFICIENT + " but found none");
    }
    kl = kl.withCoefficient(coefficient);
    collector.restoreRewardUnit(state.get(REWARD_UNIT));
    runawayNats = state.get(RUNAWAY_NATS);
  }

  /** A model far from where it began pleases the reward model and nobody else. */
  @Override
  public @Nullable String endsEarly() {
    if (runawayNats == null) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "the divergence of an answer, %.1f nats, ran away from its target of %.1f",
        runawayNats,
        options.klTarget());
  }

  @Override
  public List<Share> step(int step) {
    int stepOfRound = step % options.stepsOfRound();
    if (stepOfRound == 0 || round == null) {
      round = write(step);
      if (round.klNats() > PpoOptions.RUNAWAY * options.klTarget()) {
        runawayNats = round.klNats();
        return List.of();
      }
      kl = kl.after(round.klNats(), options.answers());
    }
    int pass = stepOfRound / options.minibatches();
    int minibatch = stepOfRound % options.minibatches();
    List<Experience> shuffled = new ArrayList<>(round.experiences());
    long order = StepSeed.random(seed, "pass", step - minibatch).nextLong();
    Collections.shuffle(shuffled, new Random(order + pass));
    int from = shuffled.size() * minibatch / options.minibatches();
    int to = shuffled.size() * (minibatch + 1) / options.minibatches();
    return shares(shuffled.subList(from, to));
  }

  /** The coefficient is that with which the round was judged. */
  private Round write(int step) {
    SplittableRandom random = StepSeed.random(seed, "prompts", step);
    List<int[]> drawn = prompts.draw(options.answers(), random);
    long[] seeds = random.longs(drawn.size()).toArray();
    return collector.collect(sampler.sample(drawn, seeds), kl.coefficient());
  }

  private List<Share> shares(List<Experience> minibatch) {
    double[] white = Whitening.centred(Experience.advantages(minibatch)); // [N]
    List<Share> shares = new ArrayList<>();
    tallies = new ArrayList<>();
    int next = 0;
    for (List<Experience> some : ofShares(minibatch)) {
      int tokens = some.stream().mapToInt(one -> one.answer().answerLength()).sum();
      AnswersShare share = new AnswersShare(some, Arrays.copyOfRange(white, next, next + tokens));
      shares.add(share);
      tallies.add(share.tally);
      next += tokens;
    }
    return shares;
  }

  /** Answers dealt out to shares, in order. */
  static <A> List<List<A>> ofShares(List<A> answers) {
    List<List<A>> shares = new ArrayList<>();
    for (int from = 0; from < answers.size(); from += ANSWERS_OF_SHARE) {
      shares.add(answers.subList(from, Math.min(answers.size(), from + ANSWERS_OF_SHARE)));
    }
    return shares;
  }

  @Override
  public Map<String, Double> measures() {
    Map<String, Double> measures = new LinkedHashMap<>();
    if (round != null) {
      measures.put("reward", round.reward());
      measures.put("kl", round.klNats());
      measures.put("stopped", round.stopped());
      measures.put("answerTokens", round.answerTokens());
    }
    measures.put(COEFFICIENT, kl.coefficient());
    measures.put("policyLoss", mean(tally -> tally.policy));
    measures.put("valueLoss", mean(tally -> tally.value));
    measures.put("clippedShare", mean(tally -> tally.clipped));
    return measures;
  }

  /** Of a token of the last step. */
  private double mean(ToDoubleFunction<StepTally> sum) {
    return tallies.stream().mapToDouble(sum).sum()
        / tallies.stream().mapToInt(tally -> tally.tokens).sum();
  }

  /** It is judged by what it writes: the reward of the next round. */
  @Override
  public Map<String, Double> judge() {
    return Map.of();
  }

  /** Sums over the tokens of a share. */
  private static final class StepTally {
    private double policy;
    private double value;
    private double clipped;
    private int tokens;
  }

  private final class AnswersShare implements Share {
    private final List<Experience> experiences;
    private final double[] advantages; // [N], whitened
    private final StepTally tally = new StepTally();

    private AnswersShare(List<Experience> experiences, double[] advantages) {
      this.experiences = List.copyOf(experiences);
      this.advantages = advantages;
    }

    @Override
    public int scored() {
      return advantages.length;
    }

    @Override
    public int positions() {
      return AnsweredPrompt.batch(Experience.answers(experiences), 0).tokens().length;
    }

    @Override
    public Tensor loss() {
      Tensor policy =
          new AnswerLikelihood(models.policy())
              .loss(Experience.answers(experiences), this::policyLoss);
      tally.policy = policy.item_double();
      tally.tokens = advantages.length;
      return policy.add(valueLoss().mul(new Scalar(options.valueShare())));
    }

    /**
     * @param now the log-probabilities of the tokens, {@code [N]}
     */
    private Tensor policyLoss(Tensor now) {
      Tensor sampled = like(now, Experience.logProbabilities(experiences)); // [N]
      tally.clipped = policyLoss.clippedShare(now, sampled) * advantages.length;
      return policyLoss.loss(now, sampled, like(now, advantages));
    }

    private Tensor valueLoss() {
      double[] expected = Experience.values(experiences); // [N]
      double[] raw = Experience.advantages(experiences); // [N]
      double[] returns = new double[raw.length]; // [N]
      Arrays.setAll(returns, i -> raw[i] + expected[i]);
      Tensor values =
          models
              .value()
              .values(Experience.answers(experiences))
              .div(new Scalar(collector.rewardUnitOrOne())); // [N]
      Tensor value = valueLoss.loss(values, like(values, expected), like(values, returns));
      tally.value = value.item_double();
      return value;
    }

    private static Tensor like(Tensor other, double[] values) {
      return Tensor.create(values, values.length).to(other.scalar_type());
    }
  }
}
