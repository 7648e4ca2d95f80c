package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.os.Looper;
import android.view.View;
import android.widget.TextView;
import androidx.lifecycle.Lifecycle;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The times of the list while it lies open, and while it does not. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ListTimesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void open() {
    Samples.write(screen);
    screen.launch();
    assertThat(time()).isEqualTo("now");
  }

  private void clockIs(long laterMs) {
    screen.app().clock(() -> Samples.NOW_MS + laterMs);
  }

  private void wait(Duration time) {
    shadowOf(Looper.getMainLooper()).idleFor(time);
  }

  private String time() {
    return screen.read(
        activity -> ((TextView) row(activity).findViewById(R.id.chat_time)).getText().toString());
  }

  private static View row(Activity activity) {
    RecyclerView rows = activity.findViewById(R.id.chats);
    for (int i = 0; i < rows.getChildCount(); i++) {
      if (rows.getChildAt(i).findViewById(R.id.chat_time) != null) {
        return rows.getChildAt(i);
      }
    }
    throw new AssertionError("expected a chat among " + rows.getChildCount() + " rows");
  }

  @Test
  public void now_aMinuteLater_isATimeOfDayToTheEyeAndTheEar() {
    clockIs(TimeUnit.SECONDS.toMillis(61));
    wait(MINUTE);
    assertThat(time()).isNotEqualTo("now").contains("24"); // 10:24 UTC, whatever the zone's hour
    assertThat(screen.<String>read(a -> String.valueOf(row(a).getContentDescription())))
        .contains(time());

    clockIs(TimeUnit.DAYS.toMillis(1));
    wait(MINUTE);
    assertThat(time()).as("each minute, not once").isEqualTo("Yesterday");
  }

  @Test
  public void now_whileNobodyLooks_isLeftAloneAndTrueOnceSomebodyDoes() {
    screen.scenario().moveToState(Lifecycle.State.CREATED);
    clockIs(TimeUnit.DAYS.toMillis(1));
    wait(MINUTE.multipliedBy(3));
    assertThat(time()).as("no timer runs").isEqualTo("now");

    screen.scenario().moveToState(Lifecycle.State.RESUMED);
    screen.settle();
    assertThat(time()).isEqualTo("Yesterday");
  }
}
