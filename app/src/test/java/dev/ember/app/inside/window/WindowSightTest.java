package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class WindowSightTest {
  private static int cutLine(boolean... inside) {
    List<WindowSight.Seen> messages = new ArrayList<>();
    for (boolean each : inside) {
      messages.add(new WindowSight.Seen(Role.USER, "text", 1, each));
    }
    return new WindowSight(2, 2, messages, List.of(), true).cutLine();
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
