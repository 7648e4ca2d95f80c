package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;

import androidx.recyclerview.widget.RecyclerView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A person asks the stages of the built-in model, of which there is one. */
@RunWith(AndroidJUnit4.class)
public final class StagesJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void oneStage_answersWhatItIsAsked_alsoAfterTheScreenWasTurned() {
    open();
    app.perform(withId(R.id.inside_field), replaceText("Hello"));
    app.click(withId(R.id.stages_ask));
    app.perform(allOf(withId(R.id.stage_answer), not(withText(""))), scrollTo());
    app.rotate();
    app.see(allOf(withId(R.id.inside_field), withText("Hello")));
    app.perform(allOf(withId(R.id.stage_answer), not(withText(""))), scrollTo());
    app.see(allOf(withId(R.id.stage_answer), not(withText(""))));
  }

  @Test
  public void oneStage_isAlone_andTheWayToTheOthersLeadsToTheModels() {
    open();
    app.perform(withText(R.string.stages_alone_title), scrollTo());
    app.scrollAndClick(withId(R.id.stages_models));
    app.see(withId(R.id.models_title));
  }

  private void open() {
    app.click(withId(R.id.nav_inside));
    app.see(withId(R.id.inside_cards));
    app.onActivity(
        activity -> {
          RecyclerView cards = activity.findViewById(R.id.inside_cards);
          cards.scrollToPosition(Objects.requireNonNull(cards.getAdapter()).getItemCount() - 1);
        });
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_raised))));
    app.see(withId(R.id.stages_intro));
  }
}
