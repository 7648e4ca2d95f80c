package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final int STEPS = 400;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  @Rule public final TrainerJvms trainers = new TrainerJvms();

  @Test
  public void pretrain_toldToEnd_savesAndGoesOnToTheSameBytes() throws Exception {
    Path texts = SmallTexts.write(temporary.newFolder().toPath());
    Path whole = temporary.newFolder().toPath();
    Path parts = temporary.newFolder().toPath();
    Path said = temporary.newFile().toPath();
    assertThat(ended(trainers.start(said, Map.of(), command(texts, whole)))).isZero();

    Process stopped = trainers.start(said, Map.of(), command(texts, parts));
    Path metrics = parts.resolve("training/metrics.jsonl");
    trainers.awaitLines(metrics, LINES_BEFORE, stopped, said);
    stopped.destroy();

    assertThat(ended(stopped)).as(Files.readString(said)).isEqualTo(TERMINATED);
    assertThat(parts.resolve("training/state.safetensors")).exists();
    assertThat(Files.readAllLines(metrics)).hasSizeLessThan(STEPS);
    assertThat(ended(trainers.start(said, Map.of(), command(texts, parts)))).isZero();
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
    words.addAll(List.of("--steps", Integer.toString(STEPS)));
    String options =
        "--layers 1 --width 16 --heads 2 --context 32 --rows 2 --length 16 --threads 1"
            + " --precision float32 --held-out 20 --evaluate 1000";
    words.addAll(List.of(options.split(" ")));
    return words;
  }
}
