package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.startsWith;

import android.content.Context;
import android.content.Intent;
import android.os.BatteryManager;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/**
 * A conversion in the middle: an empty battery holds it there, for its user to cancel and for the
 * system to kill. On the JVM alone, for no test may empty a phone's battery.
 */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class RestingConversionTest {
  private static final int LOW = 5;
  private static final int ENOUGH = 80;

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Before
  public void beginAndRest() throws IOException {
    charge(LOW);
    others.give(Intent.ACTION_OPEN_DOCUMENT, OtherApps.file("tiny.gguf", TinyGguf.whole()));
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.clickInDialog(withId(R.id.add_file));
    seeItRest();
  }

  @Test
  public void conversion_cancelled_leavesNothing() throws IOException {
    app.clickMeanwhile(withId(R.id.job_cancel));
    app.seeNot(withId(R.id.job_title));
    assertThat(incoming()).isEmpty();
  }

  @Test
  public void conversion_killed_goesOnAtTheNextStart() throws IOException {
    assertThat(incoming()).isNotEmpty();
    app.dieAndReopen();
    app.clickMeanwhile(withId(R.id.nav_models));
    seeItRest();
    charge(ENOUGH);
    app.clickMeanwhile(withId(R.id.job_hurry));
    app.see(allOf(withId(R.id.model_name), withText("tiny")));
    app.seeNot(withId(R.id.job_title));
    assertThat(incoming()).isEmpty();
  }

  private void seeItRest() {
    app.seeMeanwhile(allOf(withId(R.id.job_title), withText("tiny.gguf")));
    app.seeMeanwhile(allOf(withId(R.id.job_step), withText(startsWith("Converting"))));
    app.seeMeanwhile(allOf(withId(R.id.job_more), withText(R.string.job_battery)));
  }

  private static void charge(int perCent) {
    Context context = ApplicationProvider.getApplicationContext();
    context.sendStickyBroadcast(
        new Intent(Intent.ACTION_BATTERY_CHANGED)
            .putExtra(BatteryManager.EXTRA_LEVEL, perCent)
            .putExtra(BatteryManager.EXTRA_SCALE, 100));
  }

  private static String incoming() throws IOException {
    Path folder =
        AppScope.of(ApplicationProvider.getApplicationContext()).shelf().library().incoming();
    StringBuilder names = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.append(file.getFileName()).append('\n'));
    }
    return names.toString();
  }
}
