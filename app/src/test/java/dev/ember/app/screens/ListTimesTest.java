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

  private String title = "";

  @Before
  public void open() {
    Samples.write(screen);
    screen.launch();
    title = screen.read(activity -> text(row(activity, R.id.chat_time, "now"), R.id.chat_title));
  }

  private void clockIs(long laterMs) {
    screen.app().clock(() -> Samples.NOW_MS + laterMs);
  }

  private void wait(Duration time) {
    shadowOf(Looper.getMainLooper()).idleFor(time);
  }

  private String time() {
    return screen.read(activity -> text(row(activity, R.id.chat_title, title), R.id.chat_time));
  }

  private static String text(View row, int id) {
    return ((TextView) row.findViewById(id)).getText().toString();
  }

  /** The row in which a view says something. */
  private static View row(Activity activity, int id, String words) {
    RecyclerView rows = activity.findViewById(R.id.chats);
    for (int i = 0; i < rows.getChildCount(); i++) {
      View row = rows.getChildAt(i);
      if (row.findViewById(id) != null && text(row, id).equals(words)) {
        return row;
      }
    }
    throw new AssertionError("expected \"" + words + "\" in " + rows.getChildCount() + " rows");
  }

  @Test
  public void now_aMinuteLater_isATimeOfDayToTheEyeAndTheEar() {
    clockIs(TimeUnit.SECONDS.toMillis(61));
    wait(MINUTE);
    assertThat(time()).isNotEqualTo("now").contains("24"); // 10:24 UTC, whatever the zone's hour
    assertThat(
            screen.<String>read(
                activity ->
                    String.valueOf(row(activity, R.id.chat_title, title).getContentDescription())))
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
