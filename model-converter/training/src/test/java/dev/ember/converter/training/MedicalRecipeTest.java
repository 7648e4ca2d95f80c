package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The trial of the medical recipe with a tool that does nothing. */
public final class MedicalRecipeTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final Path SCRIPT = Path.of("../../recipes/medical/run.sh");

  /** Dialogues that the base of Ember Small has read, none of them held out. */
  private static final int READ_BEFORE = 5000;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void trial_general_isWhatTheBaseHasNotRead() throws Exception {
    Path out = temporary.newFolder().toPath();
    run(READ_BEFORE + 3, out);
    assertThat(Files.readAllLines(out.resolve("general.jsonl")))
        .containsExactly("line 5001", "line 5002", "line 5003");
  }

  @Test
  public void trial_nothingBehindWhatTheBaseHasRead_isRefused() throws Exception {
    Path out = temporary.newFolder().toPath();
    assertThat(run(READ_BEFORE, out)).isEqualTo(2);
    assertThat(out.resolve("said.txt"))
        .content()
        .contains("expected lines behind the first 5000 of", "TRIAL_SKIP skips fewer");
  }

  private int run(int lines, Path out) throws IOException, InterruptedException {
    Path general = temporary.newFile().toPath();
    Files.write(general, IntStream.rangeClosed(1, lines).mapToObj(i -> "line " + i).toList());
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", SCRIPT.toString(), general.toString(), general.toString(), out.toString());
    builder.environment().put("EMBER", "true");
    builder.environment().put("SIZE", "trial");
    Path said = out.resolve("said.txt");
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    Process script = builder.start();
    assertThat(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return script.exitValue();
  }
}
