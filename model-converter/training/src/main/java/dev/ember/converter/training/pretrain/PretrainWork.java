package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.NextToken;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Dropout;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.run.RunArguments;
import dev.ember.converter.training.run.RunCard;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.ScheduleArguments;
import dev.ember.converter.training.run.StageRun;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Pretraining, from tokens to a folder with a model. */
final class PretrainWork {
  private final RunArguments arguments;
  private final ScheduleArguments schedule;
  private final RunSettings settings;
  private final BatchShape shape;
  private final Dropout dropout;

  PretrainWork(
      RunArguments arguments,
      ScheduleArguments schedule,
      RunSettings settings,
      BatchShape shape,
      Dropout dropout) {
    this.arguments = arguments;
    this.schedule = schedule;
    this.settings = settings;
    this.shape = shape;
    this.dropout = dropout;
  }

  /** Trains, and leaves a model that is usable though it may be incomplete. */
  boolean execute(Checkpoint model, DocumentTokens tokens, BooleanSupplier stop)
      throws IOException {
    settings
        .with("documents", tokens.training().documents())
        .with("tokens", tokens.training().tokens());
    RunFolder folder = arguments.folder(settings.stage());
    Parameters parameters = model.parameters();
    try (StageRun run =
        StageRun.open(folder, settings, arguments.fresh(), System.err, arguments.peers())) {
      StreamBatches training = tokens.trainingBatches(shape, arguments.seed());
      List<Batch> judging = tokens.heldOutBatches(oneBatch());
      Function<Precision, Objective> objective =
          type ->
              new NextToken(new Gpt(parameters, type), training, judging)
                  .dropping(dropout, arguments.seed());
      Precision precision = run.precision(arguments.precision(), parameters, objective);
      tell(run, tokens, training, parameters, precision);
      Stage stage =
          new Stage(
              settings.stage(),
              objective.apply(precision),
              schedule.schedule(),
              schedule.evaluateEvery());
      boolean complete;
      try (Optimizer optimizer = schedule.optimizer(parameters, precision)) {
        complete = run.execute(stage, parameters, optimizer, stop);
      }
      if (run.leads()) {
        model.write(folder.model());
        RunCard.write(folder, settings, parameters);
      }
      run.out().printf("The model lies in %s.%n", folder.model());
      return complete;
    }
  }

  private BatchShape oneBatch() {
    return new BatchShape(1, shape.rows(), shape.length());
  }

  private void tell(
      StageRun run,
      DocumentTokens tokens,
      StreamBatches training,
      Parameters parameters,
      Precision precision) {
    int steps = schedule.schedule().steps();
    long read = (long) steps * shape.batches() * shape.rows() * shape.length();
    run.out()
        .printf(
            Locale.ROOT,
            "%,d documents, %,d tokens; %,d documents are held out. %,d weights (%,d learn), %s on"
                + " %d threads. %,d steps read %,d positions, %.2f times each.%n",
            tokens.training().documents(),
            tokens.training().tokens(),
            tokens.heldOut().documents(),
            parameters.layout().size(),
            parameters.trainable(),
            precision.name().toLowerCase(Locale.ROOT),
            arguments.threads(),
            steps,
            read,
            read / (double) training.epochPositions());
  }
}
