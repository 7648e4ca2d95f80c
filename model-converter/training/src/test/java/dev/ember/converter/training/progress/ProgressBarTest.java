package dev.ember.converter.training.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.loop.StepMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ProgressBarTest {
  private static final long TWO_SECONDS = 2_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private long nanos;

  @Test
  public void step_onATerminal_drawsOverOneLine() {
    ProgressBar bar = new ProgressBar(out, true, 200, 0, () -> nanos);
    bar.judged("pretrain", 0, Map.of("heldOutLoss", 2.5));
    bar.step(metrics(0, 2, 3.25));
    nanos += TWO_SECONDS;
    bar.step(metrics(1, 2, 3.25));
    assertThat(text())
        .isEqualTo(
            "\r\033[Kpretrain [>        ]   0 %  loss 3.250  held out 2.500"
                + "    1000 tok/s  -:-- left"
                + "\r\033[Kpretrain [>        ]   1 %  loss 3.250  held out 2.500"
                + "    1000 tok/s  6:36 left"
                + System.lineSeparator());
  }

  @Test
  public void step_longNumbers_fitIntoATerminal() {
    ProgressBar bar = new ProgressBar(out, true, 100_000, 0, () -> nanos);
    bar.judged("pretrain", 0, Map.of("heldOutLoss", 12.5));
    for (int step = 0; step < 3; step++) {
      nanos += 5 * TWO_SECONDS;
      bar.step(metrics(step, 100_000, 12.25));
    }
    assertThat(List.of(text().split("\r\033\\[K")))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ProgressBar.COLUMNS))
        .last()
        .asString()
        .contains("[>  ]", "277:46 h left");
  }

  @Test
  public void step_notATerminal_onlyNowAndThen() {
    ProgressBar bar = new ProgressBar(out, false, 120, 0);
    for (int step = 0; step < 120; step++) {
      bar.step(metrics(step, 120, 1));
    }
    assertThat(text().lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("[====================] 100 %")
        .contains("0:00 left");
  }

  @Test
  public void step_ofAResumedRun_countsWhatWasDone() {
    ProgressBar bar = new ProgressBar(out, true, 100, 49, () -> nanos);
    bar.step(metrics(49, 100, 1));
    nanos += TWO_SECONDS;
    bar.step(metrics(50, 100, 1));
    assertThat(text())
        .contains(" 51 %")
        .contains("loss 1.000    1000 tok/s  1:38 left")
        .doesNotContain("held out", "NaN");
  }

  @Test
  public void left_stepsThatWaitForOtherWork_goesByTheClockAndNotByTheFirst() {
    ProgressBar bar = new ProgressBar(out, true, 100, 0, () -> nanos);
    for (int step = 0; step < 10; step++) {
      nanos += step == 0 ? 100 * TWO_SECONDS : step % 3 == 0 ? 3 * TWO_SECONDS : 0;
      nanos += TWO_SECONDS; // of which the steps tell, but not of the writing before each round
      bar.step(metrics(step, 100, 1));
    }
    // Nine steps took 9 * 2 s and three rounds 6 s each, so 90 steps take 360 s.
    assertThat(text()).endsWith("1000 tok/s  6:00 left");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static StepMetrics metrics(int step, int steps, double loss) {
    return new StepMetrics("pretrain", step, steps, loss, 0.001, 1, 2000, TWO_SECONDS, Map.of());
  }
}
