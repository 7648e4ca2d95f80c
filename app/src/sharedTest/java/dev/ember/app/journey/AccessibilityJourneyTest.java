package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.Assert.assertThrows;

import android.app.Activity;
import android.content.res.ColorStateList;
import android.graphics.Color;
import android.graphics.drawable.ColorDrawable;
import android.view.View;
import android.view.ViewGroup;
import android.widget.FrameLayout;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.function.Consumer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The check that stands behind every step of every journey finds what is planted. */
@RunWith(AndroidJUnit4.class)
public final class AccessibilityJourneyTest {
  private static final int SMALL_PX = 40;
  private static final int LARGE_PX = 400;

  /** 1.3 : 1 on white, where 4.5 is asked for. */
  private static final int PALE = Color.rgb(225, 222, 219);

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void click_besideATargetTooSmall_fails() {
    plant(
        SMALL_PX,
        view -> {
          view.setContentDescription("Planted");
          view.setClickable(true);
        });
    assertThat(faultOfTheNextStep(), containsString("TouchTargetSizeCheck"));
  }

  @Test
  public void click_besideAButtonWithoutAName_fails() {
    plant(LARGE_PX, view -> view.setClickable(true));
    assertThat(faultOfTheNextStep(), containsString("SpeakableTextPresentCheck"));
  }

  @Test
  public void click_besideTextTooPale_fails() {
    plant(
        LARGE_PX,
        view -> {
          view.setText("Planted words");
          view.setBackgroundColor(Color.WHITE);
          view.setTextColor(PALE);
        });
    assertThat(faultOfTheNextStep(), containsString("TextContrastCheck"));
  }

  @Test
  public void click_besideAPictureTooPale_fails() {
    app.onActivity(
        activity -> {
          ImageView icon = new ImageView(activity);
          icon.setImageDrawable(new ColorDrawable(Color.BLACK));
          icon.setImageTintList(ColorStateList.valueOf(PALE));
          icon.setContentDescription("Planted");
          icon.setBackgroundColor(Color.WHITE);
          int around = LARGE_PX * 3 / 8; // as an icon has in its button
          icon.setPadding(around, around, around, around);
          add(activity, icon, LARGE_PX);
        });
    assertThat(faultOfTheNextStep(), containsString("ImageContrastCheck"));
  }

  private String faultOfTheNextStep() {
    Throwable fault =
        assertThrows(AccessibilityAssertion.Fault.class, () -> app.click(withId(R.id.nav_models)));
    return String.valueOf(fault.getMessage());
  }

  private void plant(int sizePx, Consumer<TextView> fault) {
    app.onActivity(
        activity -> {
          TextView planted = new TextView(activity);
          fault.accept(planted);
          add(activity, planted, sizePx);
        });
  }

  private static void add(Activity activity, View planted, int sizePx) {
    ViewGroup content = activity.findViewById(android.R.id.content);
    FrameLayout.LayoutParams place = new FrameLayout.LayoutParams(sizePx, sizePx);
    place.topMargin = content.getHeight() / 2;
    place.leftMargin = SMALL_PX;
    planted.setVisibility(View.VISIBLE);
    content.addView(planted, place);
  }
}
