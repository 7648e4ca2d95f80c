package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.os.SystemClock;
import android.view.KeyEvent;
import android.widget.PopupWindow;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.settings.Settings;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a stranger can do to a window that is locked: nothing. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class CoveredWindowTest {
  private static final long LONG_AWAY_MS = 60_000;

  @Rule public final WindowRule window = new WindowRule();

  private ChatFragment chat;

  @Before
  public void writeInATemporaryChat() {
    chat = window.openTemporary();
    window.type("Dear");
  }

  private void lock() {
    Settings.of(window.get()).set(Settings.Switch.APP_LOCK, true);
    window.leaveAndReturn(() -> SystemClock.sleep(LONG_AWAY_MS));
    assertThat(window.find(R.id.unlock).isShown()).isTrue();
  }

  @Test
  public void back_leavesTheTemporaryChatAsItIs() {
    lock();
    window.get().getOnBackPressedDispatcher().onBackPressed();
    window.screen().settle();
    assertThat(window.chat()).isSameAs(chat);
    assertThat(window.text(R.id.field)).isEqualTo("Dear");
    assertThat(shadowOf(window.get()).isTaskMovedToBack()).isTrue();
  }

  @Test
  public void shortcuts_doNothing() {
    lock();
    window.control(KeyEvent.KEYCODE_N);
    window.control(KeyEvent.KEYCODE_F);
    assertThat(window.chat()).isSameAs(chat);
  }

  @Test
  public void menu_thatWasOpen_isGone() {
    window.click(R.id.more);
    PopupWindow menu = shadowOf(window.screen().app()).getLatestPopupWindow();
    assertThat(menu.isShowing()).isTrue();

    lock();
    assertThat(menu.isShowing()).isFalse();
  }
}
