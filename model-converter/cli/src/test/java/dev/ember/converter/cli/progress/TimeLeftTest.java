package dev.ember.converter.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public final class TimeLeftTest {
  private final TimeLeft timeLeft = new TimeLeft();

  @Test
  public void seconds_steadyWork_isWhatIsLeftAtItsSpeed() {
    for (int second = 0; second <= 10; second++) {
      timeLeft.add(TimeUnit.SECONDS.toNanos(second), second / 40.0);
    }
    assertThat(timeLeft.seconds(10 / 40.0)).hasValue(30);
  }

  @Test
  public void seconds_workThatBecameSlow_countsTheLastSecondsAlone() {
    timeLeft.add(0, 0);
    timeLeft.add(TimeUnit.SECONDS.toNanos(1), 0.5);
    for (int second = 2; second <= 60; second++) {
      timeLeft.add(TimeUnit.SECONDS.toNanos(second), 0.5 + second / 1000.0);
    }
    assertThat(timeLeft.seconds(0.56)).hasValue(440);
  }

  @Test
  public void seconds_tooEarlyOrStandingStill_isUnknown() {
    assertThat(timeLeft.seconds(0)).isEmpty();
    timeLeft.add(0, 0.1);
    timeLeft.add(TimeUnit.MILLISECONDS.toNanos(500), 0.2);
    assertThat(timeLeft.seconds(0.2)).isEmpty();
    timeLeft.restart();
    timeLeft.add(0, 0.2);
    timeLeft.add(TimeUnit.SECONDS.toNanos(9), 0.2);
    assertThat(timeLeft.seconds(0.2)).isEmpty();
  }
}
