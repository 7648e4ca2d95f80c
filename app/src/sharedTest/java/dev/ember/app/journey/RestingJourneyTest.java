package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.scope.AppScope;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/**
 * A conversion in the middle: an empty battery holds it there, for its user to cancel and for the
 * system to kill.
 */
@RunWith(AndroidJUnit4.class)
public final class RestingJourneyTest {
  private final TestPhone phone = new TestPhone();

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver(phone);

  @Before
  public void beginAndRest() throws IOException {
    phone.rests(JobProgress.Pause.BATTERY_LOW);
    others.give(Intent.ACTION_OPEN_DOCUMENT, OtherApps.file("tiny.gguf", TinyGguf.whole()));
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.clickInDialog(withId(R.id.add_file));
    seeItRest(R.string.job_battery);
  }

  @Test
  public void conversion_cancelled_leavesNothing() {
    app.clickMeanwhile(withId(R.id.job_cancel));
    app.seeNot(withId(R.id.job_title));
    assertThat(incoming(), empty());
  }

  @Test
  public void conversion_hurried_goesOnAllTheSame() {
    app.clickMeanwhile(withId(R.id.job_hurry));
    seeTheModel();
  }

  /** {@code ConversionTest} has a phone that recovers while it is looked at, every ten seconds. */
  @Test
  public void conversion_killed_restsOnAndGoesOnByItselfOnceThePhoneHasRecovered() {
    assertThat(incoming(), not(empty()));
    phone.rests(JobProgress.Pause.WARM);
    app.dieAndReopen();
    app.clickMeanwhile(withId(R.id.nav_models));
    seeItRest(R.string.job_warm);
    phone.rests(JobProgress.Pause.NONE);
    app.dieAndReopen();
    app.clickMeanwhile(withId(R.id.nav_models));
    seeTheModel();
  }

  private void seeTheModel() {
    app.see(allOf(withId(R.id.model_name), withText("tiny")));
    app.seeNot(withId(R.id.job_title));
    assertThat(incoming(), empty());
  }

  private void seeItRest(int why) {
    app.seeMeanwhile(allOf(withId(R.id.job_title), withText("tiny.gguf")));
    app.seeMeanwhile(allOf(withId(R.id.job_step), withText(startsWith("Converting"))));
    app.seeMeanwhile(allOf(withId(R.id.job_more), withText(why)));
  }

  private static List<String> incoming() {
    File folder =
        AppScope.of(ApplicationProvider.getApplicationContext())
            .shelf()
            .library()
            .incoming()
            .toFile();
    return Arrays.asList(Objects.requireNonNull(folder.list(), "files"));
  }
}
