package dev.ember.converter.training.reward;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.preference.PairTally;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.text.FiniteNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * How a reward model does on pairs that it never saw: how often it is right, whether it is as sure
 * as it may be, and how the scores of better and worse answers lie.
 */
public final class RewardReport {
  private static final int BINS = 16;

  private final PairTally pairs;
  private final double[] better; // scores, one for each pair
  private final double[] worse; // scores, one for each pair

  private RewardReport(PairTally pairs, double[] better, double[] worse) {
    this.pairs = pairs;
    this.better = better;
    this.worse = worse;
  }

  /** Judges a reward model. */
  public static RewardReport of(RewardModel model, List<RankedBatch> heldOut) {
    PairTally tally = RewardObjective.tally(model, heldOut);
    DoubleStream.Builder better = DoubleStream.builder();
    DoubleStream.Builder worse = DoubleStream.builder();
    for (RankedBatch batch : heldOut) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        float[] scores = Floats.of(model.scores(batch.answers())); // [A]
        Arrays.stream(batch.pairs().better()).distinct().forEach(i -> better.add(scores[i]));
        Arrays.stream(batch.pairs().worse()).distinct().forEach(i -> worse.add(scores[i]));
      }
    }
    return new RewardReport(tally, better.build().toArray(), worse.build().toArray());
  }

  public double accuracy() {
    return pairs.accuracy();
  }

  /** Everything, to be drawn; of no pairs their number alone. */
  public String json() {
    JsonObject json = new JsonObject();
    json.addProperty("pairs", pairs.pairs());
    if (pairs.pairs() > 0) {
      addMeasures(json);
    }
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  private void addMeasures(JsonObject json) {
    FiniteNumbers.add(json, "accuracy", pairs.accuracy());
    FiniteNumbers.add(json, "loss", pairs.loss());
    FiniteNumbers.add(json, "calibrationError", pairs.calibrationError());
    JsonArray calibration = new JsonArray();
    for (PairTally.Bin bin : pairs.calibration()) {
      JsonObject one = new JsonObject();
      one.addProperty("claimed", bin.claimed());
      one.addProperty("right", bin.right());
      one.addProperty("pairs", bin.pairs());
      calibration.add(one);
    }
    json.add("calibration", calibration);
    json.add("scores", histogram());
  }

  private JsonObject histogram() {
    double least =
        DoubleStream.concat(DoubleStream.of(better), DoubleStream.of(worse)).min().orElse(0);
    double most =
        DoubleStream.concat(DoubleStream.of(better), DoubleStream.of(worse)).max().orElse(0);
    double width = Math.max((most - least) / BINS, Double.MIN_NORMAL);
    JsonObject json = new JsonObject();
    JsonArray centres = new JsonArray();
    for (int bin = 0; bin < BINS; bin++) {
      centres.add(least + (bin + 0.5) * width);
    }
    json.add("centres", centres);
    json.add("better", counts(better, least, width));
    json.add("worse", counts(worse, least, width));
    return json;
  }

  private static JsonArray counts(double[] scores, double least, double width) {
    int[] counts = new int[BINS];
    for (double score : scores) {
      counts[Math.min(BINS - 1, (int) ((score - least) / width))]++;
    }
    JsonArray array = new JsonArray();
    Arrays.stream(counts).forEach(array::add);
    return array;
  }
}
