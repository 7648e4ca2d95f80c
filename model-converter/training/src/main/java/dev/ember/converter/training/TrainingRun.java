package dev.ember.converter.training;

import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.checkpoint.TrainingState.Position;
import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.progress.LossLog;
import dev.ember.converter.training.progress.ProgressBar;
import dev.ember.inference.tokenizer.ByteLevelBpeTokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The whole path: corpus, tokenizer, pretraining, instruction tuning, checkpoint. What it needs to
 * go on lies in {@code training/} of the output folder, the model itself in the folder.
 */
final class TrainingRun {
  private static final List<String> SOURCES = List.of("chats", "world", "how", "tasks", "stories");

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
    Corpus corpus = Corpus.load(preset.corpus(), SOURCES);
    Position start = start();
    ByteLevelBpeTokenizer tokenizer = tokenizer(corpus);
    StagePlanner planner = new StagePlanner(preset, corpus, tokenizer, options.seed());
    List<Stage> stages = planner.stages();

    try (Parameters parameters = Parameters.random(preset.model(), options.seed());
        LossLog log = LossLog.open(logFile, start.logLines())) {
      Precision precision = precision(start, parameters, stages);
      Gpt gpt = new Gpt(parameters, precision);
      out.printf(
          "%,d weights, %s, %d threads, %d + %d units%n",
          parameters.layout().size(),
          precision.name().toLowerCase(java.util.Locale.ROOT),
          options.threads(),
          corpus.training().size(),
          corpus.heldOut().size());
      MetricsSink sink = new BothSinks(log, progressBar(stages, start));
      for (int index = start.stage(); index < stages.size(); index++) {
        Stage stage = stages.get(index);
        int stageIndex = index;
        // Each stage has moments of its own: those of the last one speak of another loss.
        try (AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
          int firstStep = 0;
          if (index == start.stage() && Files.exists(stateFile) && options.resume()) {
            TrainingState.load(stateFile, parameters, optimizer);
            firstStep = start.nextStep();
          }
          boolean complete =
              new TrainingLoop(gpt, optimizer, sink)
                  .run(
                      stage,
                      firstStep,
                      stop,
                      next ->
                          TrainingState.save(
                              stateFile,
                              new Position(
                                  preset.name(),
                                  options.seed(),
                                  precision.name(),
                                  stageIndex,
                                  next,
                                  optimizer.steps(),
                                  log.lines()),
                              parameters,
                              optimizer));
          if (!complete) {
            out.println("Stopped. --resume goes on from step " + "of " + stage.name() + ".");
            return false;
          }
        }
      }
      new FinishedModel(options, tokenizer).write(gpt, parameters);
    }
    return true;
  }

  private Position start() throws IOException {
    if (!options.resume() || !Files.exists(stateFile)) {
      return new Position(preset.name(), options.seed(), "", 0, 0, 0, 0);
    }
    Position position = TrainingState.position(stateFile);
    if (!position.preset().equals(preset.name()) || position.seed() != options.seed()) {
      throw new IOException(
          stateFile
              + ": expected a run of preset "
              + preset.name()
              + " with seed "
              + options.seed()
              + " but found "
              + position.preset()
              + " with seed "
              + position.seed());
    }
    return position;
  }

  private Precision precision(Position start, Parameters parameters, List<Stage> stages) {
    if (!start.precision().isEmpty()) {
      return Precision.valueOf(start.precision());
    }
    return options.precision().resolve(parameters, stages.get(0).training().batches(0).get(0));
  }

  private ProgressBar progressBar(List<Stage> stages, Position start) {
    int all = stages.stream().mapToInt(Stage::steps).sum();
    int done =
        stages.subList(0, start.stage()).stream().mapToInt(Stage::steps).sum() + start.nextStep();
    return new ProgressBar(out, System.console() != null, all, done);
  }

  private ByteLevelBpeTokenizer tokenizer(Corpus corpus) throws IOException {
    Path file = options.folder().resolve("tokenizer.json");
    try (java.io.Reader json = Files.newBufferedReader(file)) {
      return ByteLevelBpeTokenizer.read(json, file.toString());
    }
  }

  /** Tells two listeners. */
  private record BothSinks(MetricsSink first, MetricsSink second) implements MetricsSink {
    @Override
    public void step(StepMetrics metrics) {
      first.step(metrics);
      second.step(metrics);
    }

    @Override
    public void heldOut(String stage, int step, double loss) {
      first.heldOut(stage, step, loss);
      second.heldOut(stage, step, loss);
    }
  }
}
