package dev.ember.converter.training.preference;

import dev.ember.converter.training.loop.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * The shares of a step over ranked answers, and how it did on their pairs. Each share has a tally
 * of its own, for they are computed side by side.
 */
public final class TalliedShares {
  private List<PairTally> lastStep = List.of(); // of each share

  /**
   * The shares of the next step.
   *
   * @param loss of a batch, which adds the margins of its pairs to the tally
   */
  public List<Share> of(
      List<RankedBatch> batches, BiFunction<RankedBatch, PairTally, Tensor> loss) {
    lastStep = new ArrayList<>();
    List<Share> shares = new ArrayList<>();
    for (RankedBatch batch : batches) {
      PairTally tally = new PairTally();
      lastStep.add(tally);
      shares.add(new RankedShare(batch, some -> loss.apply(some, tally)));
    }
    return shares;
  }

  /** Of the last step. */
  public Map<String, Double> measures() {
    PairTally tally = PairTally.of(lastStep);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("accuracy", tally.accuracy());
    measures.put("margin", tally.meanMargin());
    return measures;
  }
}
