package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import android.view.View;
import androidx.test.core.app.ActivityScenario;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The list over a disk that takes its time: nothing at first, then grey rows that say so. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ListLoadingTest {
  private static final Duration SHORTLY = Duration.ofMillis(250);
  private static final Duration BEYOND = Duration.ofMillis(100);

  @Rule public final ScreenRule screen = new ScreenRule();

  private final CountDownLatch disk = new CountDownLatch(1);

  @After
  public void release() {
    disk.countDown();
  }

  @Test
  public void list_diskIsSlow_saysSoAfterThreeTenthsOfASecond() {
    screen.app().scope().executors().disk().execute(this::await);
    try (ActivityScenario<MainActivity> window = ActivityScenario.launch(MainActivity.class)) {
      window.onActivity(
          activity -> {
            shadowOf(Looper.getMainLooper()).idleFor(SHORTLY);
            assertThat(shown(activity, R.id.loading_rows)).as("no flicker").isFalse();
            assertThat(shown(activity, R.id.empty)).as("nobody knows that yet").isFalse();

            shadowOf(Looper.getMainLooper()).idleFor(BEYOND);
            assertThat(shown(activity, R.id.loading_rows)).isTrue();
            View rows = activity.findViewById(R.id.loading_rows);
            assertThat(rows.createAccessibilityNodeInfo().getContentDescription())
                .isEqualTo("Loading chats");
            assertThat(rows.isFocusable()).as("where TalkBack stops").isTrue();
          });
      disk.countDown();
      screen.settle();
      window.onActivity(
          activity -> {
            assertThat(shown(activity, R.id.loading_rows)).isFalse();
            assertThat(shown(activity, R.id.empty)).isTrue();
          });
    }
  }

  private void await() {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the disk", e);
    }
  }

  private static boolean shown(MainActivity activity, int id) {
    View view = activity.findViewById(id);
    return view != null && view.isShown();
  }
}
