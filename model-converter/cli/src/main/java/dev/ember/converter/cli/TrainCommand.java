package dev.ember.converter.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * {@code ember train}: starts the trainer as a process of its own. The options are the trainer's,
 * named here too so that {@code --help} needs no libtorch; they are passed on as they were given.
 */
@Command(
    name = "train",
    description = "Train a model: tokenizer, pretraining, instruction tuning.",
    footer = "%nCtrl-C saves a checkpoint and stops with exit code 130; the same command goes on.")
final class TrainCommand extends ToolCommand {
  static final String PRESET = "--preset";
  static final String OUT = "--out";
  static final String SEED = "--seed";
  static final String FRESH = "--fresh";
  static final String THREADS = "--threads";
  static final String PRECISION = "--precision";
  static final String ALL_STAGES = "--all-stages";

  private static final List<String> PASSED_ON =
      List.of(PRESET, OUT, SEED, FRESH, THREADS, PRECISION, ALL_STAGES);

  @Option(
      names = PRESET,
      paramLabel = "NAME",
      description = "tiny: Ember Tiny, minutes; smoke: seconds (default: tiny).")
  void setPreset(@SuppressWarnings("unused") String name) {}

  @Option(
      names = OUT,
      paramLabel = "DIR",
      description = "Folder of the checkpoint (default: runs/PRESET).")
  void setOut(@SuppressWarnings("unused") String folder) {}

  @Option(names = SEED, paramLabel = "S", description = "The same seed, the same model.")
  void setSeed(@SuppressWarnings("unused") long seed) {}

  @Option(names = FRESH, description = "Forget the run that lies in --out and begin anew.")
  void setFresh(@SuppressWarnings("unused") boolean fresh) {}

  @Option(names = THREADS, paramLabel = "N", description = "Threads (default: all processors).")
  void setThreads(@SuppressWarnings("unused") int threads) {}

  @Option(
      names = PRECISION,
      paramLabel = "TYPE",
      description = "float32, bfloat16, or auto: measure both first (default: auto).")
  void setPrecision(@SuppressWarnings("unused") String type) {}

  @Option(
      names = ALL_STAGES,
      description = "Go on with reward model, RLHF, DPO, distillation, evaluation and report.")
  void setAllStages(@SuppressWarnings("unused") boolean allStages) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(arguments());
    return TrainerProcess.prepare(words).runInheriting();
  }

  /** The options as given, in the trainer's own words. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (ember().debug()) {
      arguments.add(EmberCommand.DEBUG);
    }
    for (String name : PASSED_ON) {
      OptionSpec option = spec().findOption(name);
      for (String value : option.originalStringValues()) {
        arguments.add(option.arity().max() == 0 ? name : name + "=" + value);
      }
    }
    return arguments;
  }
}
