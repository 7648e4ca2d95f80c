package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.run.PrecisionChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TrainMainTest {
  /** At what it never trains on: before, in the middle and behind it. */
  private static final int LOOKS_OF_PRETRAINING = 3;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void execute_smoke_wholePath_leavesACheckpoint() throws IOException {
    Path folder = temporary.newFolder().toPath();
    int exitCode =
        TrainerMain.commandLine()
            .execute(
                "train",
                "--preset",
                "smoke",
                "--out",
                folder.toString(),
                "--seed",
                "3",
                "--threads",
                "1",
                "--precision",
                "float32");
    assertThat(exitCode).isZero();
    for (String name :
        new String[] {
          "config.json",
          "model.safetensors",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "generation_config.json",
          "chat_template.jinja",
          "card.md",
          "training/loss.jsonl",
          "training/report.md",
          "training/state.safetensors"
        }) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(path -> path.toString().endsWith(".part"));
    }
  }

  @Test
  public void execute_stoppedInEachStageAndResumed_sameBytesAsWithoutAStop() throws IOException {
    Path whole = temporary.newFolder().toPath();
    assertThat(run(whole, () -> false)).isTrue();

    Path pieces = temporary.newFolder().toPath();
    assertThat(run(pieces, behind(pieces, 6))).isFalse();
    assertThat(pieces.resolve("model.safetensors")).doesNotExist();
    assertThat(run(pieces, behind(pieces, 18))).isFalse(); // in the second stage
    assertThat(run(pieces, () -> false)).isTrue();

    Path between = temporary.newFolder().toPath();
    int firstStage = Preset.SMOKE.pretrain().steps() + LOOKS_OF_PRETRAINING;
    assertThat(run(between, behind(between, firstStage))).isFalse(); // before the second
    assertThat(run(between, () -> false)).isTrue();

    for (String name : new String[] {"model.safetensors", "training/loss.jsonl"}) {
      assertThat(pieces.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
      assertThat(between.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }

  @Test
  public void execute_stoppedAgain_keepsWhatWasThereUnlessItIsFresh() throws IOException {
    Path folder = temporary.newFolder().toPath();
    Path log = folder.resolve("training/loss.jsonl");
    assertThat(run(folder, behind(folder, 5))).isFalse();
    byte[] before = Files.readAllBytes(log);

    assertThat(run(folder, () -> true)).isFalse();
    assertThat(log).hasBinaryContent(before);

    assertThat(run(folder, true, () -> true)).isFalse();
    assertThat(log).isEmptyFile();
  }

  @Test
  public void execute_againWithAnotherSeed_refused() throws IOException {
    Path folder = temporary.newFolder().toPath();
    run(folder, behind(folder, 2));
    StringWriter errors = new StringWriter();
    int exitCode =
        TrainerMain.commandLine()
            .setErr(new PrintWriter(errors))
            .execute("train", "--preset", "smoke", "--out", folder.toString(), "--seed", "9");
    assertThat(exitCode).isEqualTo(1);
    assertThat(errors.toString())
        .startsWith("train: ")
        .contains("with seed 9 but found smoke with seed 3; --fresh begins anew")
        .hasLineCount(1);
  }

  @Test
  public void execute_wrongOptions_exitCodeTwoAndWhatIsExpected() {
    String[][] wrong = {
      {"--preset", "huge", "expected preset tiny or smoke but found huge"},
      {"--precision", "int3", "expected precision float32, bfloat16 or auto but found int3"},
      {"--threads", "0", "expected at least 1 thread but found 0"},
      {"--seed", "x", "--seed"},
    };
    for (String[] row : wrong) {
      StringWriter errors = new StringWriter();
      int exitCode =
          TrainerMain.commandLine()
              .setErr(new PrintWriter(errors))
              .execute("train", row[0], row[1]);
      assertThat(exitCode).as(row[0]).isEqualTo(2);
      assertThat(errors.toString()).contains(row[2]);
    }
  }

  private static boolean run(Path folder, BooleanSupplier stop) throws IOException {
    return run(folder, false, stop);
  }

  private static boolean run(Path folder, boolean fresh, BooleanSupplier stop) throws IOException {
    RunOptions options = new RunOptions(Preset.SMOKE, folder, 3, fresh, 1, PrecisionChoice.FLOAT32);
    PrintStream silence =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new TrainingRun(options, silence).execute(stop);
  }

  /** Stops behind so many lines of the log, of steps and looks. */
  private static BooleanSupplier behind(Path folder, int lines) {
    Path log = folder.resolve("training/loss.jsonl");
    return () -> {
      try {
        return Files.readAllLines(log).size() >= lines;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
