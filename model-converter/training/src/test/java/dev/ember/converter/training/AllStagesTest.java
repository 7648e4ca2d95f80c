package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.run.PrecisionChoice;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine;

public final class AllStagesTest {
  @Test
  public void commands_areSuchAsTheTrainerTakes() {
    RunOptions options =
        new RunOptions(Preset.SMOKE, Path.of("run"), 1, false, 2, PrecisionChoice.FLOAT32);
    List<List<String>> commands = new AllStages(options).commands();
    assertThat(commands).extracting(words -> words.get(0)).contains("eval", "compare", "distil");
    for (List<String> words : commands) {
      CommandLine trainer = TrainerMain.commandLine();
      assertThat(trainer.parseArgs(words.toArray(new String[0])).unmatched())
          .as(words.toString())
          .isEmpty();
    }
  }
}
