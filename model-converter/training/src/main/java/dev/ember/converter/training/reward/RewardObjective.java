package dev.ember.converter.training.reward;

import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.objective.BradleyTerry;
import dev.ember.converter.training.preference.PairTally;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.preference.TalliedShares;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Learns to tell the better of two answers (Ouyang et al. 2022, their second step), over all pairs
 * of ranked answers at once.
 *
 * <p>Simplified against InstructGPT: the trunk is as large as the policy's, not smaller; it is
 * tuned whole and for more than one pass, since our prompts are few and drawn with new slots each
 * time; ties are left out of the loss; people's rankings are the authors' own, so there is no
 * agreement between labellers to measure.
 */
public final class RewardObjective implements Objective {
  private final RewardModel model;
  private final RankedBatches batches;
  private final List<RankedBatch> heldOut;
  private final TalliedShares shares = new TalliedShares();

  public RewardObjective(RewardModel model, RankedBatches batches) {
    this.model = model;
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

  @Override
  public Optional<Map<String, Double>> judge(BooleanSupplier stop) {
    PairTally tally = new PairTally();
    for (RankedBatch batch : heldOut) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      add(tally, model, batch);
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("heldOutLoss", tally.loss());
    measures.put("heldOutAccuracy", tally.accuracy());
    measures.put("heldOutCalibrationError", tally.calibrationError());
    return Optional.of(measures);
  }

  /** How a reward model orders given pairs. */
  public static PairTally tally(RewardModel model, List<RankedBatch> batches) {
    PairTally tally = new PairTally();
    batches.forEach(batch -> add(tally, model, batch));
    return tally;
  }

  private static void add(PairTally tally, RewardModel model, RankedBatch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      tally.add(Floats.of(BradleyTerry.margins(model.scores(batch.answers()), batch.pairs())));
    }
  }

  /** The mean score of all answers; better and worse ones alike. */
  public static double meanScore(RewardModel model, List<RankedBatch> batches) {
    double sum = 0;
    int answers = 0;
    for (RankedBatch batch : batches) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        for (float score : Floats.of(model.scores(batch.answers()))) {
          sum += score;
          answers++;
        }
      }
    }
    return sum / Math.max(1, answers);
  }

  private Tensor loss(RankedBatch batch, PairTally tally) {
    Tensor scores = model.scores(batch.answers()); // [A]
    tally.add(Floats.of(BradleyTerry.margins(scores, batch.pairs())));
    return BradleyTerry.loss(scores, batch.pairs());
  }
}
