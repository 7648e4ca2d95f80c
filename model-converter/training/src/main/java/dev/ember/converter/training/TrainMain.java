package dev.ember.converter.training;

import dev.ember.converter.training.run.Interruption;
import dev.ember.converter.training.run.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All stages of a preset in one command, {@code ./ember train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model: tokenizer, pretraining, instruction tuning, checkpoint.",
    exitCodeList = {
      "0:the model is complete",
      "1:a file is at fault",
      "2:an option is at fault",
      "130:stopped by Ctrl-C; the same command, without --fresh, goes on"
    },
    exitCodeListHeading = "%nExit codes:%n")
public final class TrainMain implements Callable<Integer> {
  private static final int INTERRUPTED = 130; // 128 + SIGINT, as shells have it

  @Option(
      names = "--preset",
      defaultValue = "tiny",
      description = "tiny: Ember Tiny, minutes; smoke: seconds (default: ${DEFAULT-VALUE})")
  private String preset = "tiny";

  @Option(names = "--out", description = "folder of the checkpoint (default: runs/PRESET)")
  private @Nullable Path out;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--fresh", description = "forget the run that lies in --out and begin anew")
  private boolean fresh;

  @Option(
      names = "--threads",
      description = "threads of libtorch (default: all cores); another number, other rounding")
  private @Nullable Integer threads;

  @Option(
      names = "--precision",
      defaultValue = "auto",
      description = "float32, bfloat16 or auto: measure both first (default: ${DEFAULT-VALUE})")
  private String precision = "auto";

  @Option(
      names = "--all-stages",
      description =
          "go on with reward model, RLHF, DPO, distillation, evaluation and report, each in a"
              + " folder of its own under stages/")
  private boolean allStages;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunOptions options;
    try {
      options = options();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec().commandLine(), e.getMessage(), e);
    }
    torch.set_num_threads(options.threads());
    try (Interruption interruption = Interruption.listen()) {
      boolean complete = new TrainingRun(options, System.err).execute(interruption::requested);
      if (!complete) {
        return INTERRUPTED;
      }
    }
    return allStages ? new AllStages(options).run() : CommandLine.ExitCode.OK;
  }

  private RunOptions options() {
    Preset chosen = Preset.of(preset);
    Path folder = out == null ? Path.of("runs", chosen.name()) : out;
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new RunOptions(
        chosen, folder, seed, fresh, count, PrecisionChoice.valueOfOption(precision));
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new AssertionError("picocli fills the spec before it calls");
    }
    return spec;
  }
}
