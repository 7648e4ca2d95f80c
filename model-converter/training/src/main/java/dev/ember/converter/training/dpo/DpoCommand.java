package dev.ember.converter.training.dpo;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.DirectPreference;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.preference.PairArguments;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.run.PrecisionChoice;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageCommand;
import dev.ember.converter.training.run.StageRun;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.run.TuningSchedule;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./ember dpo}: a tuned model learns from ranked answers without a reward model. */
@Command(
    name = "dpo",
    description = "Tunes a model directly on ranked answers (direct preference optimization).")
public final class DpoCommand extends StageCommand {
  private static final int STEPS = 300;
  private static final double RATE = 5e-5;

  /** Nothing pulls the weights but the pairs: the reference holds them. */
  private static final AdamW.Options OPTIMIZER = new AdamW.Options(0.9, 0.95, 1e-8, 0, 1.0);

  @Option(
      names = "--beta",
      defaultValue = "0.1",
      description = "price of leaving the reference (default: ${DEFAULT-VALUE})")
  private double beta = 0.1;

  @Mixin private PairArguments data = new PairArguments();
  @Mixin private TuningSchedule schedule = new TuningSchedule();

  @Override
  protected StageWork prepare() {
    data.check();
    LearningRate rates = schedule.schedule(STEPS, RATE);
    DirectPreference objective = new DirectPreference(beta);
    PrecisionChoice precision = run().precision();
    return stop -> work(rates, objective, precision, stop);
  }

  private boolean work(
      LearningRate rates, DirectPreference preference, PrecisionChoice choice, BooleanSupplier stop)
      throws IOException {
    RunFolder folder = run().folder("dpo");
    RunSettings settings =
        data.settings("dpo")
            .with("beta", beta)
            .with("steps", rates.steps())
            .with("rate", rates.peak())
            .with("seed", run().seed());
    try (Checkpoint origin = data.open();
        StageRun stage = StageRun.open(folder, settings, run().fresh(), System.err);
        Parameters parameters = origin.parameters().copy();
        AdamW optimizer = new AdamW(parameters, OPTIMIZER)) {
      RankedBatches batches = data.batches(origin, run().seed());
      Function<Precision, Objective> objective =
          type ->
              new DpoObjective(
                  new Gpt(parameters, type),
                  new Gpt(origin.parameters(), type),
                  preference,
                  batches);
      Precision precision = stage.precision(choice, parameters, objective);
      boolean complete =
          stage.execute(
              new Stage(
                  "dpo", objective.apply(precision), rates, TuningSchedule.evaluateEvery(rates)),
              parameters,
              optimizer,
              stop);
      origin.write(folder.model(), parameters);
      return complete;
    }
  }
}
