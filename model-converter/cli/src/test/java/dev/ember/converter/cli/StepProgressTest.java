package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.ExportListener.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public final class StepProgressTest {
  private final StringWriter text = new StringWriter();
  private long seconds;

  @Test
  public void onProgress_longStep_saysWhatIsLeftBesideTheTenths() {
    StepProgress progress = progress(false);
    for (int done = 0; done <= 40; done++) {
      progress.onProgress(Step.CONVERTING, done / 40.0);
      seconds += 2;
    }
    assertThat(text.toString())
        .startsWith("converting 10 (about 1 min 12 s left) 20 (about 1 min 4 s left) 30")
        .endsWith(" 80 (about 16 s left) 90 100 %" + System.lineSeparator());
  }

  @Test
  public void onProgress_shortStep_isTheTenthsAlone() {
    StepProgress progress = progress(false);
    progress.onProgress(Step.WRITING, 0);
    progress.onProgress(Step.WRITING, 1);
    assertThat(text.toString().strip()).isEqualTo("writing 10 20 30 40 50 60 70 80 90 100 %");
  }

  @Test
  public void onProgress_terminal_writesOneLineOver() {
    StepProgress progress = progress(true);
    for (int done = 0; done <= 4; done++) {
      progress.onProgress(Step.CHECKING, done / 4.0);
      seconds += 3;
    }
    assertThat(text.toString())
        .contains("\r\033[K  2 of 3, checking   50 %, about 6 s left\r")
        .endsWith("\r\033[K  2 of 3, checking  100 %" + System.lineSeparator());
  }

  @Test
  public void onTakenUp_saysThatWorkWasThere() {
    progress(false).onTakenUp(12);
    assertThat(text.toString())
        .contains("going on where an import was stopped: 12 tensors are converted already");
  }

  private StepProgress progress(boolean terminal) {
    return new StepProgress(
        new PrintWriter(text), terminal, () -> TimeUnit.SECONDS.toNanos(seconds));
  }
}
