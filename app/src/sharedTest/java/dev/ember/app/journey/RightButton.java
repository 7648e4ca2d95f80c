package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;

import android.os.SystemClock;
import android.view.InputDevice;
import android.view.MotionEvent;
import android.view.View;
import androidx.test.espresso.UiController;
import androidx.test.espresso.ViewAction;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Presses a mouse's right button over the middle of a view, which gets the press before those that
 * it lies in, as from a window; Espresso's clicks have no such event, which comes beside those of a
 * touch. Not through the window itself, which asks where the cursor is: no JVM knows that.
 */
final class RightButton implements ViewAction {
  private RightButton() {}

  static ViewAction press() {
    return new RightButton();
  }

  @Override
  public Matcher<View> getConstraints() {
    return isDisplayed();
  }

  @Override
  public String getDescription() {
    return "press the right button of a mouse";
  }

  @Override
  public void perform(UiController phone, View view) {
    @Nullable View place = view;
    float x = view.getWidth() / 2f;
    float y = view.getHeight() / 2f;
    while (place != null && !isTaken(place, x, y)) {
      x += place.getX();
      y += place.getY();
      place = place.getParent() instanceof View around ? around : null;
    }
    phone.loopMainThreadUntilIdle();
  }

  private static boolean isTaken(View view, float x, float y) {
    long now = SystemClock.uptimeMillis();
    MotionEvent press = MotionEvent.obtain(now, now, MotionEvent.ACTION_BUTTON_PRESS, x, y, 0);
    press.setSource(InputDevice.SOURCE_MOUSE);
    press.setActionButton(MotionEvent.BUTTON_SECONDARY);
    boolean taken = view.dispatchGenericMotionEvent(press);
    press.recycle();
    return taken;
  }
}
