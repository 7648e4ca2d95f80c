package dev.ember.converter.training.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.checkpoint.TrainingState.Position;
import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.parallel.Peers;
import dev.ember.converter.training.progress.AllSinks;
import dev.ember.converter.training.progress.LossLog;
import dev.ember.converter.training.progress.ProgressBar;
import dev.ember.converter.training.progress.SpeedLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
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
  private final Peers peers;
  private final boolean fresh;
  private final @Nullable Logs logs; // of the leading process
  private Precision precision = Precision.FLOAT32;

  private record Logs(LossLog loss, SpeedLog speed) {}

  private StageRun(
      RunFolder folder,
      RunSettings settings,
      PrintStream out,
      @Nullable Position start,
      Peers peers,
      boolean fresh)
      throws IOException {
    this.peers = peers;
    this.fresh = fresh;
    this.folder = folder;
    this.settings = settings;
    this.out = out;
    this.start = start;
    this.logs =
        peers.leads()
            ? new Logs(
                LossLog.open(folder.metrics(), start == null ? 0 : start.logLines(), out),
                SpeedLog.open(folder.speed(), start != null))
            : null;
  }

  /**
   * Opens a folder for a run.
   *
   * @param fresh whether to forget a run that lies there
   * @throws IllegalArgumentException if the run would read a model that it replaces
   * @throws IOException if the run there began with other settings
   */
  public static StageRun open(
      RunFolder folder, RunSettings settings, boolean fresh, PrintStream out) throws IOException {
    return open(folder, settings, fresh, out, Peers.ALONE);
  }

  /** The same for one of several processes, of which the first alone touches the folder. */
  public static StageRun open(
      RunFolder folder, RunSettings settings, boolean fresh, PrintStream out, Peers peers)
      throws IOException {
    folder.requireNoneReadHere(settings);
    if (!peers.leads()) {
      PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
      return new StageRun(folder, settings, nobody, null, peers, fresh);
    }
    if (fresh) {
      folder.forget();
    }
    boolean resumed = folder.begin(settings);
    Position start = resumed ? TrainingState.position(folder.state()) : null;
    return new StageRun(folder, settings, out, start, peers, fresh);
  }

  /**
   * Another number of threads adds in another order. It is no other run, and refusing it would lose
   * one that moves to another machine, but its numbers are no longer those of a run without a stop.
   */
  public static void tellOfOtherThreads(Position start, int threads, PrintStream out) {
    if (start.threads() != 0 && start.threads() != threads) {
      out.printf(
          "The run was stopped on %d threads and goes on on %d: from here on it is not bit for bit"
              + " what it would have been with --threads %d.%n",
          start.threads(), threads, start.threads());
    }
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

  /** Whether this process writes the model; of several it is one. */
  public boolean leads() {
    return peers.leads();
  }

  /**
   * The type to compute in: that of the stopped run, or else a new choice, which the leading
   * process makes for all.
   *
   * @param parameters that learn
   * @param objective that trains, in a type; asked for where the run begins, by the leading
   *     process, to be timed
   * @throws IOException if the stopped run computed in another than the one that is asked for
   */
  public Precision precision(
      PrecisionChoice choice, Parameters parameters, Function<Precision, Objective> objective)
      throws IOException {
    // The others take what the leading process says, and have no state: they measure nothing.
    int own = leads() ? ownPrecision(choice, parameters, objective).ordinal() : 0;
    precision = Precision.values()[(int) peers.ofLeader(own)];
    return precision;
  }

  private Precision ownPrecision(
      PrecisionChoice choice, Parameters parameters, Function<Precision, Objective> objective)
      throws IOException {
    return start == null
        ? choice.resolve(parameters, objective)
        : choice.requireAllows(Precision.valueOf(start.precision()), folder.model());
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
      if (start.nextStep() < stage.steps()) {
        tellOfOtherThreads(start, torch.get_num_threads(), out);
      }
    }
    share(parameters, optimizer);
    int first = (int) peers.ofLeader(firstStep());
    boolean complete =
        new TrainingLoop(optimizer, sinks(stage), peers)
            .run(stage, first, stop, next -> save(stage, next, parameters, optimizer));
    String early = stage.objective().endsEarly();
    if (early != null) {
      out.printf(
          "%nEnded %s early: %s. No step was taken on it; the model is the one of before.%n",
          stage.name(), early);
    }
    if (!complete) {
      out.printf("%nStopped in %s. %s%n", stage.name(), howToGoOn(fresh));
    }
    return complete;
  }

  /**
   * What to tell who has stopped a run.
   *
   * @param fresh whether its command said so, and would forget what is there
   */
  public static String howToGoOn(boolean fresh) {
    return fresh ? "The same command without --fresh goes on." : "The same command goes on.";
  }

  private MetricsSink sinks(Stage stage) {
    ProgressBar bar = new ProgressBar(out, System.console() != null, stage.steps(), firstStep());
    return new AllSinks(logs == null ? List.of() : List.of(logs.loss(), logs.speed(), bar));
  }

  /** All processes begin with the weights, and the optimizer's memory, of the leading one. */
  private void share(Parameters parameters, Optimizer optimizer) throws IOException {
    if (peers.count() == 1) {
      return;
    }
    parameters.load(peers.ofLeader(parameters.toArray()));
    int steps = (int) peers.ofLeader(optimizer.steps());
    Map<String, float[]> state = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<float[]>> part : optimizer.state().entrySet()) {
      state.put(part.getKey(), peers.ofLeader(part.getValue().get()));
    }
    optimizer.restore(steps, state);
  }

  private void save(Stage stage, int nextStep, Parameters parameters, Optimizer optimizer)
      throws IOException {
    if (logs == null) {
      return;
    }
    Position position =
        new Position(
            settings.stage(),
            0,
            precision.name(),
            0,
            nextStep,
            optimizer.steps(),
            logs.loss().force(),
            torch.get_num_threads());
    TrainingState.save(folder.state(), position, parameters, optimizer, stage.objective().state());
  }

  @Override
  public void close() throws IOException {
    if (logs != null) {
      logs.loss().close();
      logs.speed().close();
    }
  }
}
