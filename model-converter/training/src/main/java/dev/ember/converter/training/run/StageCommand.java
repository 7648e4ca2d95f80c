package dev.ember.converter.training.run;

import dev.ember.converter.training.parallel.Nodes;
import dev.ember.converter.training.parallel.Peers;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A stage's command: the options of all stages, Ctrl-C, exit codes. */
@Command(
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeList = {
      "0:the stage is complete",
      "1:a file is at fault",
      "2:an option is at fault",
      "3:rlhf ended early, for its divergence ran away; the model of before is kept",
      "130:stopped by Ctrl-C; the same command goes on"
    },
    exitCodeListHeading = "%nExit codes:%n")
public abstract class StageCommand implements Callable<Integer> {
  /** The stage ended before its steps were over, for the model was getting worse. */
  public static final int ENDED_EARLY = 3;

  private static final int INTERRUPTED = 130; // 128 + SIGINT, as shells have it

  @Mixin private RunArguments run = new RunArguments();

  @Spec private @Nullable CommandSpec spec;

  protected final RunArguments run() {
    return run;
  }

  /** Whether several processes may train its model together, by {@link RunArguments#peers}. */
  protected boolean trainsTogether() {
    return false;
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if one is at fault
   */
  protected abstract StageWork prepare() throws IOException;

  @Override
  public final Integer call() throws IOException {
    StageWork work;
    try {
      if (!trainsTogether()) {
        run.requireAlone();
      }
      torch.set_num_threads(run.threads());
      work = prepare();
      run.join(new Nodes(System.getenv()));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec().commandLine(), e.getMessage(), e);
    }
    try (Interruption interruption = Interruption.listen();
        Peers peers = run.peers()) {
      return work.execute(interruption::requested) ? exitCode() : INTERRUPTED;
    }
  }

  /** The exit code of a stage that came to its end. */
  protected int exitCode() {
    return CommandLine.ExitCode.OK;
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new AssertionError("picocli fills the spec before it calls");
    }
    return spec;
  }
}
