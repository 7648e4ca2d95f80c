package dev.ember.converter.training.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.loop.StepMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SpeedLogTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void open_aLogWhoseLastLineWasCut_goesOnBehindTheLastWholeOne() throws IOException {
    Path path = temporary.newFile().toPath();
    try (SpeedLog log = SpeedLog.open(path, false)) {
      log.step(metrics(0));
      log.step(metrics(1));
    }
    List<String> whole = Files.readAllLines(path);
    Files.writeString(path, whole.get(0) + "\n" + whole.get(1).substring(0, 9));

    try (SpeedLog log = SpeedLog.open(path, true)) {
      log.step(metrics(1));
    }

    assertThat(Files.readAllLines(path)).isEqualTo(whole);
  }

  private static StepMetrics metrics(int step) {
    return new StepMetrics("sft", step, 2, 1, 0.001, 1, 1000, 500_000_000L, Map.of());
  }
}
