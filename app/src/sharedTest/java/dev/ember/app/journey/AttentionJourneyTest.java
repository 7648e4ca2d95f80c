package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(AndroidJUnit4.class)
public final class AttentionJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void attention_anotherLayerHeadAndToken_isShownAndSurvivesARotation() {
    app.click(withId(R.id.nav_inside));
    app.scrollAndClick(withText(R.string.inside_attention));
    app.see(allOf(withId(R.id.attention_layer), withText(containsString("1 of"))));
    app.scrollAndClick(withId(R.id.attention_layer_more));
    app.see(allOf(withId(R.id.attention_layer), withText(containsString("2 of"))));
    app.scrollAndClick(
        allOf(withContentDescription("Head 1"), isDescendantOfA(withId(R.id.attention_heads))));
    app.scrollAndClick(withId(R.id.attention_row_before));

    app.rotate();
    app.see(allOf(withId(R.id.attention_layer), withText(containsString("2 of"))));
  }

  @Test
  public void attention_noText_saysWhatToDo() {
    app.click(withId(R.id.nav_inside));
    app.scrollAndClick(withText(R.string.inside_attention));
    app.see(withId(R.id.attention_layer));
    app.click(withId(R.id.inside_clear));
    app.see(withId(R.id.inside_empty_title));
  }
}
