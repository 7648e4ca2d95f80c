package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.isChecked;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import com.google.android.material.tabs.TabLayout;
import dev.ember.app.R;
import java.util.Collections;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Where the model looks, and what its layers would say, on the model that the app brings along. */
@RunWith(AndroidJUnit4.class)
public final class AttentionJourneyTest {
  /** More words than the tokens that can be looked at. */
  private static final int MANY = 200;

  @Rule public final AppDriver app = new AppDriver();

  private void read(String text) {
    app.click(withId(R.id.nav_inside));
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_attention))));
    app.perform(withId(R.id.inside_field), replaceText(text));
  }

  /** As a listener presses it: in the JVM no touch of a tab arrives at API level 26. */
  static void openTab(AppDriver app, int place) {
    app.onActivity(
        activity -> {
          TabLayout tabs = activity.findViewById(R.id.attention_tabs);
          Objects.requireNonNull(tabs.getTabAt(place)).view.performClick();
        });
  }

  private void seeReading(String token) {
    app.see(allOf(withId(R.id.attention_reading), withText(containsString("“" + token + "”"))));
  }

  @Test
  public void map_anotherLayerHeadAndToken_isShownAndSurvivesARotation() {
    read("the lamp");
    seeReading("lamp");
    app.click(withId(R.id.attention_layer_more));
    app.see(allOf(withId(R.id.attention_layer), withText(startsWith("2 of"))));
    app.click(withContentDescription("Head 1"));
    app.see(allOf(withContentDescription("Head 1"), isChecked()));
    app.scrollAndClick(withId(R.id.attention_row_before));
    seeReading("the");

    app.rotate();
    app.see(allOf(withId(R.id.attention_layer), withText(startsWith("2 of"))));
    app.see(allOf(withContentDescription("Head 1"), isChecked()));
    seeReading("the");
  }

  @Test
  public void map_heardInsteadOfSeen_saysWhatEachTokenLooksAtAndIsTapped() {
    read("the lamp");
    seeReading("lamp");
    app.onActivity(
        activity -> {
          AccessibilityNodeProvider grid =
              activity.findViewById(R.id.attention_grid).getAccessibilityNodeProvider();
          assertThat(said(grid, 0), equalTo("the looks at the 100\u00a0%"));
          assertThat(
              said(grid, 1),
              allOf(
                  startsWith("lamp looks at "), containsString("the "), containsString("\u00a0%")));
          AccessibilityNodeProvider lines =
              activity.findViewById(R.id.attention_lines).getAccessibilityNodeProvider();
          assertThat(said(lines, 0), startsWith("the, looked at "));
          assertThat(
              lines.performAction(0, AccessibilityNodeInfo.ACTION_CLICK, null), equalTo(true));
          assertThat(said(lines, 1), equalTo("lamp, not written yet"));
        });
    seeReading("the");
  }

  private static String said(AccessibilityNodeProvider picture, int part) {
    return String.valueOf(picture.createAccessibilityNodeInfo(part).getContentDescription());
  }

  @Test
  public void lens_tokenBefore_isWhatEachLayerWouldSayThere_andSurvivesARotation() {
    read("the lamp");
    seeReading("lamp");
    openTab(app, 1);
    app.see(withContentDescription("the lamp … and then?"));
    app.see(withContentDescription(startsWith("Answer: ")));
    app.click(withId(R.id.lens_before));
    app.see(withContentDescription("the … and then?"));

    app.rotate();
    app.see(withContentDescription("the … and then?"));
    app.see(withContentDescription(startsWith("Answer: ")));
    openTab(app, 0);
    seeReading("the");
  }

  @Test
  public void text_noneOrTooLong_saysWhatToDoAndGoesOnWithAnother() {
    read("");
    app.see(withText(R.string.inside_empty_title));
    app.perform(
        withId(R.id.inside_field),
        replaceText(String.join(" ", Collections.nCopies(MANY, "lamp"))));
    app.see(allOf(withId(R.id.inside_failed_title), withText(containsString(" fit"))));
    app.perform(withId(R.id.inside_field), replaceText("the lamp"));
    seeReading("lamp");
  }
}
