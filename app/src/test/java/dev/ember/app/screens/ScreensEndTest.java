package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.view.View;
import android.view.ViewGroup;
import dev.ember.app.R;
import dev.ember.app.journey.AccessibilityAssertion;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A test of a screen fails where what it leaves behind is not for everyone. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35)
public final class ScreensEndTest {
  private static final int LARGE_PX = 200;

  private final ScreenRule screen = new ScreenRule();

  @Test
  public void screen_leftWithAButtonWithoutAName_fails() {
    screen.launch();
    screen.with(activity -> plantIn(activity.findViewById(android.R.id.content)));
    assertRefused(screen::after);
  }

  @Test
  public void sheet_leftWithAButtonWithoutAName_fails() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.add_model);
    plantIn((ViewGroup) screen.dialog());
    assertRefused(screen::after);
  }

  @Test
  public void window_closedWithAButtonWithoutAName_fails() {
    WindowRule window = WindowRule.another();
    plantIn(window.get().findViewById(android.R.id.content));
    assertRefused(window::close);
  }

  private void assertRefused(Runnable end) {
    screen.redraw();
    assertThatThrownBy(end::run)
        .isInstanceOf(AccessibilityAssertion.Fault.class)
        .hasMessageContaining("SpeakableTextPresentCheck");
  }

  private static void plantIn(ViewGroup content) {
    View button = new View(content.getContext());
    button.setClickable(true);
    content.addView(button, LARGE_PX, LARGE_PX);
  }
}
