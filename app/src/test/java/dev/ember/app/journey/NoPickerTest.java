package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.robolectric.Shadows.shadowOf;

import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.EmberApp;
import dev.ember.app.R;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.shadows.ShadowToast;

/** A phone without an app that picks or makes files: each place that asks for one says so. */
@RunWith(AndroidJUnit4.class)
public final class NoPickerTest {
  @Rule public final AppDriver app = new AppDriver();

  @Before
  public void takeTheAppsAway() {
    EmberApp ember = ApplicationProvider.getApplicationContext();
    shadowOf(ember).checkActivities(true);
  }

  @Test
  public void chat_attachingOrSaved_saysSo() {
    app.newChat();
    app.click(withId(R.id.attach));
    app.seeMeanwhile(withText(R.string.no_file_picker));
    for (int form : new int[] {R.string.save_markdown, R.string.save_json}) {
      ShadowToast.reset();
      app.chooseMore(R.id.more, form);
      app.awaitThat("a sentence", () -> ShadowToast.showedToast(words()));
    }
  }

  @Test
  public void model_pickedAsAFileOrAFolder_saysSo() {
    app.click(withId(R.id.nav_models));
    for (int way : new int[] {R.id.add_file, R.id.add_folder}) {
      app.click(withId(R.id.add_model));
      app.clickInDialog(withId(way));
      app.seeMeanwhile(withText(R.string.no_file_picker));
      app.seeNot(withText(R.string.no_file_picker)); // it passes
    }
  }

  @Test
  public void backup_writtenOrRead_saysSo() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    for (int way : new int[] {R.string.back_up, R.string.restore}) {
      app.scrollAndClick(withText(way));
      app.seeMeanwhile(withText(R.string.no_file_picker));
      app.seeNot(withText(R.string.no_file_picker));
    }
  }

  private static String words() {
    return ApplicationProvider.getApplicationContext().getString(R.string.no_file_picker);
  }
}
