package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class WindowSightTest {
  private static int cutLine(boolean... inside) {
    List<WindowSight.Seen> parts = new ArrayList<>();
    for (boolean each : inside) {
      parts.add(new WindowSight.Seen(WindowSight.Part.USER, "text", 1, each));
    }
    return new WindowSight(2, 2, parts, List.of(), true).cutLine();
  }

  @Test
  public void cutLine_turnKeptAmongThoseThatFellOut_liesBehindTheLastThatIsOut() {
    assertThat(cutLine(false, false, true, true, false, false, true)).isEqualTo(6);
  }

  @Test
  public void cutLine_nothingFellOut_isBeforeTheFirst() {
    assertThat(cutLine(true, true)).isZero();
    assertThat(cutLine()).isZero();
  }
}
