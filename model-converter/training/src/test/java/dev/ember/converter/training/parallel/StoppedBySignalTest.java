package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.TrainingState;
import dev.ember.converter.training.testing.SmallTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A trainer that a terminal, or a machine that shuts down, tells to end. */
public final class StoppedBySignalTest {
  private static final int TERMINATED = 128 + 15; // SIGTERM, as shells have it
  private static final int LINES_BEFORE = 3;

  /** More than are ever taken before the signal. */
  private static final int ENDLESS = 1_000_000;

  private static final int STEPS_AFTER = 20;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final TrainerJvms trainers = new TrainerJvms();

  @Test
  public void pretrain_toldToEnd_savesAndGoesOnToTheSameBytes() throws Exception {
    Path texts = SmallTexts.write(temporary.newFolder().toPath());
    Path whole = temporary.newFolder().toPath();
    Path parts = temporary.newFolder().toPath();
    Path said = temporary.newFile().toPath();
    Process stopped = trainers.start(said, Map.of(), command(texts, parts));
    Path metrics = parts.resolve("training/metrics.jsonl");
    trainers.awaitLines(metrics, LINES_BEFORE, stopped, said);
    stopped.destroy();

    assertThat(ended(stopped)).as(Files.readString(said)).isEqualTo(TERMINATED);
    int next = TrainingState.position(parts.resolve("training/state.safetensors")).nextStep();
    assertThat(next).as("the next step").isPositive();

    // However far it came: the one that goes on and one that never stopped, to the same step.
    for (Path out : List.of(parts, whole)) {
      List<String> until = command(texts, out);
      until.addAll(List.of("--until", Integer.toString(next + STEPS_AFTER)));
      Process trainer = trainers.start(said, Map.of(), until);
      assertThat(ended(trainer)).as(Files.readString(said)).isZero();
    }
    for (String name : List.of("model.safetensors", "training/metrics.jsonl")) {
      assertThat(parts.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(TrainerJvms.PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("it ends")
        .isTrue();
    return process.exitValue();
  }

  private static List<String> command(Path texts, Path out) {
    List<String> words = new ArrayList<>(List.of("pretrain", texts.resolve("texts.jsonl") + ""));
    words.addAll(List.of("--tokenizer", texts.toString(), "--out", out.toString()));
    words.addAll(List.of("--steps", Integer.toString(ENDLESS)));
    String options =
        "--layers 1 --width 16 --heads 2 --context 32 --rows 2 --length 16 --threads 1"
            + " --precision float32 --held-out 20 --evaluate 1000 --warm-up 10";
    words.addAll(List.of(options.split(" ")));
    return words;
  }
}
