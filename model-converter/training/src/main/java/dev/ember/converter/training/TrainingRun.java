package dev.ember.converter.training;

import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.checkpoint.TrainingState.Position;
import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.progress.AllSinks;
import dev.ember.converter.training.progress.LossLog;
import dev.ember.converter.training.progress.ProgressBar;
import dev.ember.converter.training.run.StageRun;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The whole path: corpus, tokenizer, pretraining, instruction tuning, checkpoint. The model lies in
 * the output folder; what a stopped run needs to go on lies in its {@code training/}, and the same
 * command goes on with it.
 */
final class TrainingRun {
  private final RunOptions options;
  private final Preset preset;
  private final PrintStream out;
  private final Path stateFile;
  private final Path logFile;

  TrainingRun(RunOptions options, PrintStream out) {
    this.options = options;
    this.preset = options.preset();
    this.out = out;
    Path work = options.folder().resolve("training");
    this.stateFile = work.resolve("state.safetensors");
    this.logFile = work.resolve("loss.jsonl");
  }

  /**
   * Runs to the end, or until told to stop.
   *
   * @return whether the model is complete
   */
  boolean execute(BooleanSupplier stop) throws IOException {
    Files.createDirectories(stateFile.getParent());
    Position start = start();
    // 1. The corpus, split by unit.
    Corpus corpus = Corpus.load(preset.corpus(), Preset.SOURCES);
    out.printf(
        "Corpus: %d units to learn from, %d held out.%n",
        corpus.training().size(), corpus.heldOut().size());

    // 2. The tokenizer, learned from the part to learn from alone.
    TokenizerStage tokenizers = new TokenizerStage(preset, options.folder());
    SubwordTokenizer tokenizer = tokenizers.run(corpus, !start.precision().isEmpty());
    out.printf("Tokenizer: %d tokens.%n", tokenizer.vocabularySize());

    // 3. The stages, one after another on the same weights.
    StagePlanner planner = new StagePlanner(preset, corpus, tokenizer, options.seed());
    try (Parameters parameters = Parameters.random(preset.model(), options.seed());
        LossLog log = LossLog.open(logFile, start.logLines(), out)) {
      Precision precision = precision(start, parameters, planner);
      List<Stage> stages = planner.stages(new Gpt(parameters, precision));
      out.printf(
          "Model: %,d weights, computing in %s on %d threads.%n",
          parameters.layout().size(), precision.name().toLowerCase(Locale.ROOT), options.threads());
      int steps = steps(stages);
      int done = steps(stages.subList(0, start.stage())) + start.nextStep();
      if (done < steps) {
        StageRun.tellOfOtherThreads(start, options.threads(), out);
      }
      ProgressBar bar = new ProgressBar(out, System.console() != null, steps, done);
      Session session =
          new Session(parameters, precision, log, new AllSinks(List.of(log, bar)), stop);
      for (int index = start.stage(); index < stages.size(); index++) {
        Position from = index == start.stage() ? start : begin(index);
        if (!session.run(stages.get(index), from)) {
          out.printf(
              "%nStopped in %s. %s%n",
              stages.get(index).name(), StageRun.howToGoOn(options.fresh()));
          return false;
        }
      }

      // 4. The checkpoint, for every other tool of the field.
      new FinishedModel(options, tokenizer).write(parameters);
    }
    out.printf("The model lies in %s.%n", options.folder());
    return true;
  }

  /** The first step of a stage, from the weights at hand. */
  private Position begin(int stage) {
    return new Position(preset.name(), options.seed(), "", stage, 0, 0, 0, 0);
  }

  /** Where to begin: a position without a precision has no state. */
  private Position start() throws IOException {
    if (options.fresh()) {
      Files.deleteIfExists(stateFile); // or a stop before the first checkpoint would go on with it
    }
    if (!Files.exists(stateFile)) {
      return begin(0);
    }
    Position position = TrainingState.position(stateFile);
    if (!position.preset().equals(preset.name()) || position.seed() != options.seed()) {
      throw new IOException(
          String.format(
              "%s: expected a run of preset %s with seed %d but found %s with seed %d;"
                  + " --fresh begins anew",
              stateFile, preset.name(), options.seed(), position.preset(), position.seed()));
    }
    return position;
  }

  private Precision precision(Position start, Parameters parameters, StagePlanner planner)
      throws IOException {
    if (!start.precision().isEmpty()) {
      return options.precision().requireAllows(Precision.valueOf(start.precision()), stateFile);
    }
    return options
        .precision()
        .resolve(parameters, type -> planner.stages(new Gpt(parameters, type)).get(0).objective());
  }

  private static int steps(List<Stage> stages) {
    return stages.stream().mapToInt(Stage::steps).sum();
  }

  /** What the stages of one run share. */
  private final class Session {
    private final Parameters parameters;
    private final Precision precision;
    private final LossLog log;
    private final MetricsSink sink;
    private final BooleanSupplier stop;

    private Session(
        Parameters parameters,
        Precision precision,
        LossLog log,
        MetricsSink sink,
        BooleanSupplier stop) {
      this.parameters = parameters;
      this.precision = precision;
      this.log = log;
      this.sink = sink;
      this.stop = stop;
    }

    /** Runs one stage; its optimizer starts anew, for the moments speak of its loss alone. */
    private boolean run(Stage stage, Position from) throws IOException {
      try (AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
        // Also before its first step a stage has the weights that the one before it left.
        if (!from.precision().isEmpty()) {
          TrainingState.load(stateFile, parameters, optimizer);
        }
        return new TrainingLoop(optimizer, sink)
            .run(stage, from.nextStep(), stop, next -> save(from.stage(), next, optimizer));
      }
    }

    private void save(int stage, int nextStep, AdamW optimizer) throws IOException {
      Position position =
          new Position(
              preset.name(),
              options.seed(),
              precision.name(),
              stage,
              nextStep,
              optimizer.steps(),
              log.force(),
              options.threads());
      TrainingState.save(stateFile, position, parameters, optimizer);
    }
  }
}
