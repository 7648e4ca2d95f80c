package dev.ember.converter.training.dpo;

import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.objective.BradleyTerry;
import dev.ember.converter.training.objective.DirectPreference;
import dev.ember.converter.training.preference.PairTally;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.preference.TalliedShares;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Direct preference optimization (Rafailov et al. 2023): the pairs that would train a reward model
 * move the model itself, without sampling.
 *
 * <p>Simplified against the paper: more than two answers of a prompt make all their pairs, each
 * counted by its share; the reference is the model before the stage even where it was never tuned
 * on the better answers; no label smoothing.
 */
public final class DpoObjective implements Objective {
  private final AnswerLikelihood policy;
  private final AnswerLikelihood reference;
  private final DirectPreference objective;
  private final RankedBatches batches;
  private final List<RankedBatch> heldOut;
  private final TalliedShares shares = new TalliedShares();

  /**
   * @param policy the model that learns
   * @param reference the same model before, which stays
   */
  public DpoObjective(
      Gpt policy, Gpt reference, DirectPreference objective, RankedBatches batches) {
    this.policy = new AnswerLikelihood(policy);
    this.reference = new AnswerLikelihood(reference);
    this.objective = objective;
    this.batches = batches;
    this.heldOut = batches.heldOut();
  }

  @Override
  public List<Share> step(int step) {
    return shares.of(batches.step(step), this::loss);
  }

  @Override
  public Map<String, Double> measures() {
    return shares.measures();
  }

  @Override
  public Map<String, Double> judge() {
    return judge(() -> false).orElseThrow();
  }

  /** How the policy orders the held-out pairs by the reward that it has become. */
  @Override
  public Optional<Map<String, Double>> judge(BooleanSupplier stop) {
    PairTally tally = new PairTally();
    for (RankedBatch batch : heldOut) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        Tensor own = policy.ofAnswers(batch.answers()); // [A]
        Tensor before = reference.ofAnswers(batch.answers()); // [A]
        tally.add(Floats.of(BradleyTerry.margins(objective.rewards(own, before), batch.pairs())));
      }
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("heldOutLoss", tally.loss());
    measures.put("heldOutAccuracy", tally.accuracy());
    measures.put("heldOutMargin", tally.meanMargin());
    return Optional.of(measures);
  }

  private Tensor loss(RankedBatch batch, PairTally tally) {
    Tensor before = reference.ofAnswers(batch.answers()); // [A]
    return policy.loss(
        batch.answers(),
        tokens -> {
          Tensor own = AnswerLikelihood.sums(tokens, batch.answers()); // [A]
          tally.add(Floats.of(BradleyTerry.margins(objective.rewards(own, before), batch.pairs())));
          return objective.loss(own, before, batch.pairs());
        });
  }
}
