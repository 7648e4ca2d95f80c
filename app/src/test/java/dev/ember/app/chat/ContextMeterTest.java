package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class ContextMeterTest {
  private static final int WINDOW = 512;

  @Test
  public void level_changesAtThreeQuartersAndAtTheEnd() {
    assertThat(level(0)).isEqualTo(ContextMeter.Level.ROOM);
    assertThat(level(383)).isEqualTo(ContextMeter.Level.ROOM);
    assertThat(level(384)).isEqualTo(ContextMeter.Level.CAUTION);
    assertThat(level(511)).isEqualTo(ContextMeter.Level.CAUTION);
    assertThat(level(512)).isEqualTo(ContextMeter.Level.FULL);
    assertThat(level(840)).isEqualTo(ContextMeter.Level.FULL);
  }

  @Test
  public void perCent_neverSaysMoreThanThereIs() {
    assertThat(of(383).perCent()).as("74.8").isEqualTo(74);
    assertThat(of(384).perCent()).isEqualTo(75);
    assertThat(of(511).perCent()).as("99.8").isEqualTo(99);
    assertThat(of(512).perCent()).isEqualTo(100);
    assertThat(new ContextMeter(Integer.MAX_VALUE, Integer.MAX_VALUE).perCent()).isEqualTo(100);
  }

  private static ContextMeter.Level level(int used) {
    return of(used).level();
  }

  private static ContextMeter of(int used) {
    return new ContextMeter(used, WINDOW);
  }
}
