package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.model.DecoderConfig;
import org.junit.Test;

/** Work that takes less than a tick of the clock. */
public final class StopwatchTest {
  private static final double TICK_SECONDS = 0.01; // Linux, of a process
  private static final double ROUNDING = 1e-12;
  private static final int VOCABULARY = 40;
  private static final int CONTEXT = 64;

  private int calls;

  @Test
  public void time_workOfATenthOfATick_isDoneUntilTheClockHasSeenIt() {
    int[] done = {0};
    Stopwatch.Lap lap =
        new Stopwatch(() -> Math.floorDiv(done[0], 10) * TICK_SECONDS).time(() -> done[0]++);

    assertThat(lap.processorSeconds()).isCloseTo(TICK_SECONDS / 10, within(ROUNDING));
    assertThat(done[0]).isEqualTo(100);
  }

  @Test
  public void time_longWork_isDoneOnce() {
    int[] done = {0};
    Stopwatch.Lap lap = new Stopwatch(() -> done[0] * 2.5).time(() -> done[0]++);

    assertThat(lap.processorSeconds()).isEqualTo(2.5);
    assertThat(done[0]).isEqualTo(1);
  }

  @Test
  public void time_clockThatStandsStill_isRefused() {
    assertThatThrownBy(() -> new Stopwatch(() -> 3.5).time(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stands at 3.5");
  }

  @Test
  public void figures_clockThatSeldomTicks_areNumbers() {
    DecoderConfig config =
        DecoderConfig.llama(VOCABULARY, CONTEXT)
            .hidden(4)
            .layers(1)
            .heads(1, 1)
            .headSize(4)
            .feedForward(4)
            .tied(true)
            .build();
    SpeedRun run =
        new SpeedRun(
            new FakeBackend(config),
            new Protocol(8, 4),
            2,
            new Stopwatch(() -> Math.floorDiv(calls++, 3) * TICK_SECONDS));

    run.round(new Yardstick());

    Figures found = run.figures();
    assertThat(found.prefillTokensPerGigaproduct()).isFinite().isPositive();
    assertThat(found.decodeTokensPerGigaproduct()).isFinite().isPositive();
    assertThat(found.prefillTokensPerSecond()).isFinite().isPositive();
    assertThat(found.decodeTokensPerSecond()).isFinite().isPositive();
  }
}
