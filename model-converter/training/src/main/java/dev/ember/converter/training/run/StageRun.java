package dev.ember.converter.training.run;

import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.checkpoint.TrainingState.Position;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.progress.AllSinks;
import dev.ember.converter.training.progress.LossLog;
import dev.ember.converter.training.progress.ProgressBar;
import dev.ember.converter.training.progress.SpeedLog;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stage of one run in its folder: begun or gone on with, logged, saved now and then, stopped
 * when asked.
 */
public final class StageRun implements AutoCloseable {
  private final RunFolder folder;
  private final RunSettings settings;
  private final PrintStream out;
  private final @Nullable Position start; // null where the run begins
  private final LossLog log;
  private final SpeedLog speed;
  private Precision precision = Precision.FLOAT32;

  private StageRun(
      RunFolder folder, RunSettings settings, PrintStream out, @Nullable Position start)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.out = out;
    this.start = start;
    this.log = LossLog.open(folder.metrics(), start == null ? 0 : start.logLines());
    this.speed = SpeedLog.open(folder.speed(), start != null);
  }

  /**
   * Opens a folder for a run.
   *
   * @param fresh whether to forget a run that lies there
   * @throws IOException if the run there began with other settings
   */
  public static StageRun open(
      RunFolder folder, RunSettings settings, boolean fresh, PrintStream out) throws IOException {
    if (fresh) {
      folder.forget();
    }
    boolean resumed = folder.begin(settings);
    return new StageRun(
        folder, settings, out, resumed ? TrainingState.position(folder.state()) : null);
  }

  /** Whether it goes on with a run that was stopped. */
  public boolean resumed() {
    return start != null;
  }

  /** The step that comes next. */
  public int firstStep() {
    return start == null ? 0 : start.nextStep();
  }

  /** Lines for people, on standard error. */
  public PrintStream out() {
    return out;
  }

  /** The type to compute in: that of the stopped run, or else a new choice. */
  public Precision precision(Supplier<Precision> choice) {
    precision = start == null ? choice.get() : Precision.valueOf(start.precision());
    return precision;
  }

  /**
   * Trains to the end of the stage, or until told to stop, from the state in the folder if there is
   * one; it is saved either way.
   *
   * @return whether the stage is complete
   */
  public boolean execute(
      Stage stage, Parameters parameters, Optimizer optimizer, BooleanSupplier stop)
      throws IOException {
    if (start != null) {
      TrainingState.load(folder.state(), parameters, optimizer);
      stage.objective().restore(TrainingState.objective(folder.state()));
    }
    boolean terminal = System.console() != null;
    ProgressBar bar = new ProgressBar(out, terminal, stage.steps(), firstStep());
    boolean complete =
        new TrainingLoop(optimizer, new AllSinks(List.of(log, speed, bar)))
            .run(stage, firstStep(), stop, next -> save(stage, next, parameters, optimizer));
    String early = stage.objective().endsEarly();
    if (early != null) {
      out.printf("%nEnded %s early: %s.%n", stage.name(), early);
    }
    if (!complete) {
      out.printf("%nStopped in %s. The same command goes on.%n", stage.name());
    }
    return complete;
  }

  private void save(Stage stage, int nextStep, Parameters parameters, Optimizer optimizer)
      throws IOException {
    Position position =
        new Position(
            settings.stage(), 0, precision.name(), 0, nextStep, optimizer.steps(), log.lines());
    TrainingState.save(folder.state(), position, parameters, optimizer, stage.objective().state());
  }

  @Override
  public void close() throws IOException {
    log.close();
    speed.close();
  }
}
