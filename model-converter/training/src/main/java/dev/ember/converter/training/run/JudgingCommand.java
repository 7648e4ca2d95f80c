package dev.ember.converter.training.run;

import java.io.IOException;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that judges models and trains none; it computes in float32. */
@Command(
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeList = {
      "0:all is judged",
      "1:a file is at fault",
      "2:an option is at fault",
      "130:stopped by Ctrl-C"
    },
    exitCodeListHeading = "%nExit codes:%n")
public abstract class JudgingCommand extends InterruptibleCommand {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "the same seed, the same answers (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--threads",
      description =
          "that compute side by side (default: all cores); another number, other rounding")
  private @Nullable Integer threads;

  protected final long seed() {
    return seed;
  }

  @Override
  final StageWork ready() throws IOException {
    RunArguments.requireAlone(null, "WORLD_SIZE");
    int all = Runtime.getRuntime().availableProcessors();
    torch.set_num_threads(RunArguments.requireThread(threads == null ? all : threads));
    return prepare();
  }
}
