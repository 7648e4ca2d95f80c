package dev.ember.converter.training.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.loop.StepMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LossLogTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void step_and_judged_writeOneJsonObjectALine() throws IOException {
    Path path = path();
    try (LossLog log = LossLog.open(path, 0)) {
      log.judged("sft", 0, Map.of("heldOutLoss", 2.5));
      log.step(new StepMetrics("sft", 0, 9, 1.25, 0.001, 0.5, 4096, 123, Map.of("kl", 0.5)));
      assertThat(log.lines()).isEqualTo(2);
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
    try (LossLog log = LossLog.open(path, 2)) {
      log.judged("sft", 7, Map.of("heldOutLoss", 1.0));
      assertThat(log.lines()).isEqualTo(3);
    }
    assertThat(Files.readAllLines(path)).hasSize(3).startsWith("one", "two");
  }

  @Test
  public void open_anew_forgetsAnEarlierRun() throws IOException {
    Path path = path();
    Files.writeString(path, "one\n");
    LossLog.open(path, 0).close();
    assertThat(Files.readString(path)).isEmpty();
  }

  @Test
  public void open_shorterThanTheCheckpoint_refused() throws IOException {
    Path path = path();
    Files.writeString(path, "one\n");
    assertThatThrownBy(() -> LossLog.open(path, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at least 2 lines but found 1");
  }

  private Path path() throws IOException {
    return folder.getRoot().toPath().resolve("loss.jsonl");
  }
}
