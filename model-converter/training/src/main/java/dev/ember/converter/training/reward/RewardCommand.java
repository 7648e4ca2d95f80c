package dev.ember.converter.training.reward;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.preference.PairArguments;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.run.PrecisionChoice;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageRun;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.run.TuningSchedule;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./ember reward}: a tuned model becomes one that tells good answers from bad. */
@Command(
    name = "reward",
    description = "Trains a reward model on ranked answers, from a tuned model.")
public final class RewardCommand extends StageCommand {
  private static final int STEPS = 600;
  private static final double RATE = 2e-4;

  /** Scores of an answer and the next better one are apart by some tenths. */
  private static final double ZERO_GRAIN = 1.0 / 1024;

  /** Scores of tuned models drift apart without bound; a little decay holds them. */
  private static final AdamW.Options OPTIMIZER = new AdamW.Options(0.9, 0.95, 1e-8, 0.01, 1.0);

  @Mixin private PairArguments data = new PairArguments();
  @Mixin private TuningSchedule schedule = new TuningSchedule();

  @Override
  protected StageWork prepare() {
    data.check();
    LearningRate rates = schedule.schedule(STEPS, RATE);
    PrecisionChoice precision = run().precision();
    return stop -> work(rates, precision, stop);
  }

  private boolean work(LearningRate rates, PrecisionChoice choice, BooleanSupplier stop)
      throws IOException {
    RunFolder folder = run().folder("reward");
    RunSettings settings =
        data.settings("reward")
            .with("steps", rates.steps())
            .with("rate", rates.peak())
            .with("seed", run().seed());
    try (Checkpoint origin = data.open();
        StageRun stage = StageRun.open(folder, settings, run().fresh(), System.err);
        Parameters parameters = RewardModel.begin(origin.parameters());
        AdamW optimizer = new AdamW(parameters, OPTIMIZER)) {
      RankedBatches batches = data.batches(origin, run().seed());
      Precision precision =
          stage.precision(
              choice,
              parameters,
              type -> new RewardObjective(new RewardModel(parameters, type), batches));
      RewardModel model = new RewardModel(parameters, precision);
      boolean complete =
          stage.execute(
              new Stage(
                  "reward",
                  new RewardObjective(model, batches),
                  rates,
                  TuningSchedule.evaluateEvery(rates)),
              parameters,
              optimizer,
              stop);
      if (!complete) { // nobody who wants to stop waits for more than a rough zero
        RewardCheckpoint.write(folder.model(), origin, parameters, zero(model, batches.step(0)));
        return false;
      }
      List<RankedBatch> judging = batches.heldOut();
      double zero = zero(model, judging.isEmpty() ? batches.step(0) : judging);
      RewardCheckpoint.write(folder.model(), origin, parameters, zero);
      RewardReport report = RewardReport.of(new RewardModel(parameters, precision, zero), judging);
      RunFolder.writeText(folder.file("reward.json"), report.json());
      if (judging.isEmpty()) {
        stage.out().printf("No pair was held out: there are too few prompts to judge by.%n");
      } else {
        stage
            .out()
            .printf("Of the held-out pairs %.1f %% are in order.%n", 100 * report.accuracy());
      }
      return true;
    }
  }

  /**
   * What an average answer scores, held out where there are such. Rounded, so that another number
   * of threads does not make another file.
   */
  private static double zero(RewardModel model, List<RankedBatch> answers) {
    return Math.rint(RewardObjective.meanScore(model, answers) / ZERO_GRAIN) * ZERO_GRAIN;
  }
}
