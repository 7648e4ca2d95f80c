package dev.ember.app.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class ProtocolTest {

  @Test
  public void within_largeWindow_hasTheThreeSizes() {
    assertThat(Protocol.within(2048))
        .containsExactly(new Protocol(256, 64), new Protocol(512, 128), new Protocol(1024, 256));
  }

  @Test
  public void within_exactWindow_isNotClamped() {
    assertThat(Protocol.within(1280)).isEqualTo(Protocol.ALL);
  }

  @Test
  public void within_windowOf512_clampsBothLongerOnesToOne() {
    assertThat(Protocol.within(512)).containsExactly(new Protocol(256, 64), new Protocol(409, 103));
    assertThat(Protocol.within(512).get(0).published()).isTrue();
    assertThat(Protocol.within(512).get(1).published()).isFalse();
  }

  @Test
  public void beyond_window_isWhatNeedsALargerOne() {
    assertThat(Protocol.beyond(512))
        .containsExactly(new Protocol(512, 128), new Protocol(1024, 256));
    assertThat(Protocol.beyond(640)).containsExactly(new Protocol(1024, 256));
    assertThat(Protocol.beyond(1280)).isEmpty();
  }

  @Test
  public void within_tinyWindow_fillsIt() {
    assertThat(Protocol.within(16)).containsExactly(new Protocol(12, 4));
  }
}
