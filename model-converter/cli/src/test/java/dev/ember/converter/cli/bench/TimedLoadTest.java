package dev.ember.converter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public final class TimedLoadTest {
  private static final long[] LOADS_MS = {900, 3, 400, 2, 4}; // it packs, and is interrupted

  private final AtomicLong clockNanos = new AtomicLong();
  private final List<FakeBackend> opened = new ArrayList<>();

  @Test
  public void measure_isTheMedianAndLeavesTheLastOpen() {
    TimedLoad load = TimedLoad.measure(this::open, clockNanos::get);
    assertThat(load.millis()).isEqualTo(4);
    assertThat(opened).hasSize(TimedLoad.LOADS).last().isSameAs(load.backend());
    assertThat(opened)
        .extracting(FakeBackend::isClosed)
        .containsExactly(true, true, true, true, false);
  }

  private Backend open() {
    clockNanos.addAndGet(LOADS_MS[opened.size()] * 1_000_000);
    FakeBackend backend = new FakeBackend(SmallModel.config(true));
    opened.add(backend);
    return backend;
  }
}
