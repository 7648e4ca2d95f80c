package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;

import android.view.View;
import android.view.accessibility.AccessibilityNodeInfo.AccessibilityAction;
import androidx.test.espresso.PerformException;
import androidx.test.espresso.UiController;
import androidx.test.espresso.ViewAction;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a view offers to TalkBack, or what the row does that it lies in: there a screen
 * reader stops, which reads a row as one.
 */
final class OfferedAction implements ViewAction {
  private final int words;

  private OfferedAction(int words) {
    this.words = words;
  }

  static ViewAction called(int words) {
    return new OfferedAction(words);
  }

  @Override
  public Matcher<View> getConstraints() {
    return isDisplayed();
  }

  @Override
  public String getDescription() {
    return "choose an action of TalkBack";
  }

  @Override
  public void perform(UiController phone, View view) {
    String label = view.getContext().getString(words);
    List<CharSequence> offered = new ArrayList<>();
    boolean done = false;
    @Nullable View place = view;
    while (place != null && !done) {
      done = chosen(label, place, offered);
      place = place.getParent() instanceof View around ? around : null;
    }
    if (!done) {
      throw new PerformException.Builder()
          .withActionDescription(getDescription())
          .withViewDescription(String.valueOf(view))
          .withCause(new AssertionError("expected " + label + " to be done among " + offered))
          .build();
    }
    phone.loopMainThreadUntilIdle();
  }

  private static boolean chosen(String label, View place, List<CharSequence> offered) {
    for (AccessibilityAction each : place.createAccessibilityNodeInfo().getActionList()) {
      if (each.getLabel() != null) {
        offered.add(each.getLabel());
        if (label.contentEquals(each.getLabel())) {
          return place.performAccessibilityAction(each.getId(), null);
        }
      }
    }
    return false;
  }
}
