package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The headings by which a screen reader jumps through a page. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class HeadingsTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void loadModel() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void list_partsOfIt_areHeadings() {
    Samples.write(screen);
    screen.launch();
    assertThat(headings()).contains("Pinned", "Recent");
  }

  @Test
  public void chat_cutLine_isAHeading() {
    screen.stored(Samples::forgotten);
    screen.launchChat();
    assertThat(headings()).contains("The model no longer sees what is above");
  }

  @Test
  public void settings_titleAndSections_areHeadings() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.open_settings);
    assertThat(headings()).contains("Settings", words(R.string.settings_look));
    assertThat(headings()).contains(words(R.string.settings_chat));
    assertThat(headings())
        .contains(words(R.string.settings_private), words(R.string.settings_more));
  }

  private String words(int id) {
    return screen.app().getString(id);
  }

  /** The words of all views that are said to be headings, in their order. */
  private List<String> headings() {
    return screen.read(HeadingsTest::headings);
  }

  private static List<String> headings(Activity activity) {
    List<String> found = new ArrayList<>();
    collect(activity.getWindow().getDecorView(), found);
    return found;
  }

  private static void collect(View view, List<String> found) {
    if (!view.isShown()) {
      return;
    }
    if (view.isAccessibilityHeading()) {
      found.add(wordsOf(view));
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), found);
      }
    }
  }

  private static String wordsOf(View view) {
    if (view instanceof TextView text) {
      return text.getText().toString();
    }
    StringBuilder words = new StringBuilder();
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        words.append(wordsOf(group.getChildAt(i)));
      }
    }
    return words.toString();
  }
}
