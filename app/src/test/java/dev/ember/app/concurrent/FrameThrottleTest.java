package dev.ember.app.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class FrameThrottleTest {
  private static final long PERIOD_MS = 100;

  private final FakeTime time = new FakeTime();
  private final List<Long> runsMs = new ArrayList<>();
  private final FrameThrottle throttle =
      new FrameThrottle(PERIOD_MS, time::nowMs, time, () -> runsMs.add(time.nowMs()));

  @Test
  public void request_first_runsAtOnce() {
    time.advance(7);

    throttle.request();
    time.advance(0);

    assertThat(runsMs).containsExactly(7L);
  }

  @Test
  public void request_manyInOnePeriod_runsOnceAtItsEnd() {
    requestEvery(10, 9);

    assertThat(runsMs).containsExactly(0L);

    time.advance(PERIOD_MS);

    assertThat(runsMs).containsExactly(0L, PERIOD_MS);
  }

  @Test
  public void request_everyMillisecondForASecond_runsOnceAPeriod() {
    requestEvery(1, 1_000);

    assertThat(runsMs)
        .containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1000L);
  }

  @Test
  public void request_afterAPause_runsAtOnce() {
    throttle.request();
    time.advance(3 * PERIOD_MS);

    throttle.request();
    time.advance(0);

    assertThat(runsMs).containsExactly(0L, 3 * PERIOD_MS);
  }

  @Test
  public void request_whileTheTaskRuns_isNotLost() {
    List<FrameThrottle> self = new ArrayList<>();
    FrameThrottle asksAgain =
        new FrameThrottle(
            PERIOD_MS,
            time::nowMs,
            time,
            () -> {
              runsMs.add(time.nowMs());
              if (runsMs.size() == 1) {
                self.get(0).request();
              }
            });
    self.add(asksAgain);

    asksAgain.request();
    time.advance(PERIOD_MS);

    assertThat(runsMs).containsExactly(0L, PERIOD_MS);
  }

  @Test
  public void cancel_waitingRequest_isForgotten() {
    throttle.request();
    time.advance(1);
    throttle.request();

    throttle.cancel();
    time.advance(2 * PERIOD_MS);

    assertThat(runsMs).containsExactly(0L);
  }

  @Test
  public void request_afterCancel_runsOnceInItsPeriod() {
    throttle.request();
    time.advance(1);
    throttle.request();
    throttle.cancel();

    throttle.request();
    time.advance(PERIOD_MS);

    assertThat(runsMs).containsExactly(0L, PERIOD_MS);
  }

  @Test
  public void constructor_periodOfZero_isRefused() {
    assertThatThrownBy(() -> new FrameThrottle(0, time::nowMs, time, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a positive period but found 0");
  }

  private void requestEvery(long stepMs, int times) {
    for (int i = 0; i < times; i++) {
      throttle.request();
      time.advance(stepMs);
    }
  }
}
