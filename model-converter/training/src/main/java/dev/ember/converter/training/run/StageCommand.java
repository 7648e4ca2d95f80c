package dev.ember.converter.training.run;

import dev.ember.converter.training.parallel.Nodes;
import dev.ember.converter.training.parallel.Peers;
import java.io.IOException;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A stage's command: the options of all stages, Ctrl-C, exit codes. */
@Command(
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeList = {
      "0:the stage is complete",
      "1:a file is at fault",
      "2:an option is at fault",
      "3:rlhf ended early, for its divergence ran away; the model of before is kept",
      "130:stopped by Ctrl-C; the same command, without --fresh, goes on"
    },
    exitCodeListHeading = "%nExit codes:%n")
public abstract class StageCommand extends InterruptibleCommand {
  /** The stage ended before its steps were over, for the model was getting worse. */
  public static final int ENDED_EARLY = 3;

  @Mixin private RunArguments run = new RunArguments();

  protected final RunArguments run() {
    return run;
  }

  /** Whether several processes may train its model together, by {@link RunArguments#peers}. */
  protected boolean trainsTogether() {
    return false;
  }

  @Override
  final StageWork ready() throws IOException {
    if (!trainsTogether()) {
      run.requireAlone();
      run.requireProcessor();
    }
    run.device().requireThere();
    torch.set_num_threads(run.threads());
    StageWork work = prepare();
    run.join(new Nodes(System.getenv()), program());
    return stop -> {
      try (Peers peers = run.peers()) {
        return work.execute(stop);
      }
    };
  }
}
