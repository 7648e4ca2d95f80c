package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;

import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A person adds the pack of trained stages and asks all three the same. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class StagePackJourneyTest {
  private static final Path PACK =
      Path.of(System.getProperty("ember.home"), "recipes/ember-small/stages");

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void stagesOfAnotherModel_answerSideBySide_andTheScreenSaysWhoseTheyAre()
      throws IOException {
    TakenIn.beside(PACK.resolve("ember-preference.ember"));
    TakenIn.beside(PACK.resolve("ember-sft.ember"));
    TakenIn.beside(PACK.resolve("ember-base.ember"));
    open();
    String inBar =
        app.read(
            activity -> activity.<TextView>findViewById(R.id.inside_model).getText().toString());
    assertThat(inBar).isNotEmpty();
    app.see(allOf(withId(R.id.stages_of_another), withText(saysSo(inBar))));
    app.click(withId(R.id.stages_ask));
    app.perform(allOf(withId(R.id.stages_cards), hasChildCount(3)), scrollTo());

    List<String> titles = app.read(activity -> ofCards(activity, R.id.stage_title));
    assertThat(titles)
        .containsExactly(
            string(R.string.stages_pretrain),
            string(R.string.stages_sft),
            string(R.string.stages_dpo));
    List<String> answers = app.read(activity -> ofCards(activity, R.id.stage_answer));
    assertThat(answers).doesNotHaveDuplicates().noneMatch(String::isEmpty);
    app.seeNot(withText(R.string.stages_alone_title));
  }

  @Test
  public void stagesOfTheOpenModel_areNobodyElses() throws IOException {
    TakenIn.beside(PACK.resolve("ember-base.ember"));
    TakenIn.asDefault(PACK.resolve("ember-sft.ember"));
    open();
    app.see(allOf(withId(R.id.stages_cards), hasChildCount(2)));
    app.seeNot(withId(R.id.stages_of_another));
  }

  private void open() {
    app.onActivity(activity -> activity.openInside(InsideScreen.RAISED, InsideText.NONE));
  }

  private String saysSo(String model) {
    return app.read(activity -> activity.getString(R.string.stages_of_another, model));
  }

  private String string(int words) {
    return app.read(activity -> activity.getString(words));
  }

  private static List<String> ofCards(MainActivity activity, int line) {
    ViewGroup cards = activity.findViewById(R.id.stages_cards);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cards.getChildCount(); i++) {
      texts.add(text(cards.getChildAt(i), line));
    }
    return texts;
  }

  private static String text(View root, int line) {
    return root.<TextView>findViewById(line).getText().toString();
  }
}
