package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assume.assumeTrue;

import android.os.Build;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A journey fails by what makes the main thread wait. */
@RunWith(AndroidJUnit4.class)
public final class StrictJourneyTest {
  private static final int MANY = 50;
  private static final String NEW = "never read before ";
  private static final String THIS = StrictJourneyTest.class.getName();

  @Rule public final AppDriver app = new AppDriver(new TestPhone().unproved());

  @Test
  public void preferences_waitedForOnTheMainThread_areFound() {
    assumeTrue("an Android that tells a listener", Build.VERSION.SDK_INT >= Build.VERSION_CODES.P);
    int before = StrictWatch.seen();
    app.onActivity(
        activity -> {
          for (int i = 0; i < MANY; i++) { // one may be there before it is waited for
            assertThat(activity.getSharedPreferences(NEW + i, 0).getAll().size(), equalTo(0));
          }
        });
    app.see(withId(R.id.empty_new_chat)); // a listener is told by the next message
    assertThat(StrictWatch.seen(), greaterThan(before));
    assertThat(StrictWatch.take(), nullValue()); // it was the journey's own
  }

  @Test
  public void finding_isOfTheAppOrOfTheJourney_byItsFirstCallerOfOurs() {
    assertThat(StrictWatch.isOfTheApp(in("android.os.Binder", "dev.ember.app.data.A", THIS)), is(true));
    assertThat(StrictWatch.isOfTheApp(in("java.io.File", THIS, "dev.ember.app.data.A")), is(false));
    assertThat(StrictWatch.isOfTheApp(in("android.os.Binder")), is(false));
  }

  private static Throwable in(String... callers) {
    Throwable found = new Throwable();
    StackTraceElement[] frames = new StackTraceElement[callers.length];
    for (int i = 0; i < callers.length; i++) {
      frames[i] = new StackTraceElement(callers[i], "call", null, 1);
    }
    found.setStackTrace(frames);
    return found;
  }
}
