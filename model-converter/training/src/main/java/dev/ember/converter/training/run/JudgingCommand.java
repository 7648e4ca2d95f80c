package dev.ember.converter.training.run;

import dev.ember.converter.training.parallel.Nodes;
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
    int count = new Nodes(System.getenv()).count(null);
    if (count > 1) {
      throw new IllegalArgumentException(
          "expected one process, for only pretrain and sft train in several, but found "
              + count
              + " (WORLD_SIZE)");
    }
    torch.set_num_threads(threads());
    return prepare();
  }

  private int threads() {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 thread but found " + count);
    }
    return count;
  }
}
