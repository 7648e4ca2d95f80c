package dev.ember.app.journey;

import static androidx.test.espresso.Espresso.onView;
import static androidx.test.espresso.assertion.ViewAssertions.matches;
import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;
import static androidx.test.espresso.matcher.ViewMatchers.isRoot;

import androidx.test.core.app.ActivityScenario;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.main.MainActivity;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The app starts, with a window for everyone. */
@RunWith(AndroidJUnit4.class)
public final class LaunchTest {

  @Test
  public void mainActivity_launched_showsItsWindow() {
    try (ActivityScenario<MainActivity> scenario = ActivityScenario.launch(MainActivity.class)) {
      AppProcess.settle(); // until then a chat that opens has no words yet
      onView(isRoot()).check(matches(isDisplayed())).check(new AccessibilityAssertion());
    }
  }
}
