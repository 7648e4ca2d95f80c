package dev.ember.converter.training.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.loop.StepMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LossLogTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, UTF_8);

  @Test
  public void step_and_judged_writeOneJsonObjectALine() throws IOException {
    Path path = path();
    try (LossLog log = LossLog.open(path, 0, out)) {
      log.judged("sft", 0, Map.of("heldOutLoss", 2.5));
      log.step(new StepMetrics("sft", 0, 9, 1.25, 0.001, 0.5, 4096, 123, Map.of("kl", 0.5)));
      assertThat(log.force()).isEqualTo(2);
    }
    assertThat(Files.readString(path))
        .isEqualTo(
            "{\"stage\":\"sft\",\"step\":0,\"heldOutLoss\":2.500000}\n"
                + "{\"stage\":\"sft\",\"step\":0,\"loss\":1.250000,\"learningRate\":1.000e-03,"
                + "\"gradientNorm\":0.5000,\"tokens\":4096,\"kl\":0.500000}\n");
  }

  @Test
  public void open_resumed_forgetsWhatCameAfterTheCheckpoint() throws IOException {
    Path path = path();
    Files.writeString(path, "one\ntwo\nthree\n");
    try (LossLog log = LossLog.open(path, 2, out)) {
      log.judged("sft", 7, Map.of("heldOutLoss", 1.0));
      assertThat(log.force()).isEqualTo(3);
    }
    assertThat(Files.readAllLines(path)).hasSize(3).startsWith("one", "two");
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  public void open_anew_forgetsAnEarlierRun() throws IOException {
    Path path = path();
    Files.writeString(path, "one\n");
    LossLog.open(path, 0, out).close();
    assertThat(Files.readString(path)).isEmpty();
  }

  /** A power cut took what was not on the disk yet, and left half of a line. */
  @Test
  public void open_shorterThanTheCheckpoint_saysSoAndGoesOnBehindWhatIsWhole() throws IOException {
    Path path = path();
    try (LossLog log = LossLog.open(path, 0, out)) {
      for (int step = 0; step < 200; step++) {
        log.judged("sft", step, Map.of("heldOutLoss", 1.0));
      }
      assertThat(log.force()).isEqualTo(200);
    }
    List<String> whole = Files.readAllLines(path);
    Files.writeString(path, String.join("\n", whole.subList(0, 150)) + "\n{\"stage\":\"sf");

    try (LossLog log = LossLog.open(path, 200, out)) {
      log.judged("sft", 200, Map.of("heldOutLoss", 1.0));
      assertThat(log.force()).isEqualTo(151);
    }

    assertThat(Files.readAllLines(path))
        .hasSize(151)
        .startsWith(whole.subList(0, 150).toArray(new String[0]))
        .endsWith("{\"stage\":\"sft\",\"step\":200,\"heldOutLoss\":1.000000}");
    assertThat(said.toString(UTF_8))
        .hasLineCount(1)
        .startsWith(path + ": expected 200 lines but found 150; the run goes on");
  }

  @Test
  public void open_goneThoughTheCheckpointIsThere_saysSoAndBeginsAnew() throws IOException {
    Path path = path();
    LossLog.open(path, 2, out).close();
    assertThat(Files.readString(path)).isEmpty();
    assertThat(said.toString(UTF_8)).contains("expected 2 lines but found 0");
  }

  private Path path() throws IOException {
    return folder.getRoot().toPath().resolve("loss.jsonl");
  }
}
