package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;

import androidx.test.core.app.ApplicationProvider;
import androidx.test.espresso.action.ViewActions;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/** No screen of the app waits for a file or for the network. */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class MainThreadTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void tour_ofEveryScreen_touchesNoFileOnTheMainThread() throws IOException {
    try (MainThreadIo watched = new MainThreadIo()) {
      chat();
      inside();
      list();
      models();
      app.killAndReopen();
      app.openChat();
      assertThat(watched.places()).isEmpty();
    }
  }

  @Test
  public void bundle_openedOnTheMainThread_isFound() throws IOException {
    app.newChat();
    Path model = new BuiltInModel(ApplicationProvider.getApplicationContext()).path();
    try (MainThreadIo watched = new MainThreadIo()) {
      Bundle.openInstalled(model).close();
      assertThat(watched.places())
          .anyMatch(place -> place.startsWith("jdk.FileRead in dev.ember.inference."));
    }
  }

  private void chat() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.click(withId(R.id.preset));
    app.closeSheet();
    app.click(withId(R.id.meter_block));
    app.closeSheet();
    app.click(withId(R.id.title_block));
    app.closeSheet();
    app.type(withId(R.id.field), "A draft");
    app.rotate();
    app.back();
  }

  /** A sheet about the answer of {@link #chat}, and each screen with a text to look at. */
  private void inside() {
    app.openChat();
    app.click(allOf(withId(R.id.why), isDescendantOfA(withId(R.id.actions))));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.closeSheet();
    app.back();
    for (InsideScreen screen : InsideScreen.values()) {
      app.onActivity(activity -> activity.openInside(screen, InsideText.of("The dog saw a man")));
      app.see(withId(R.id.inside_title));
      app.pressBack();
    }
  }

  private void list() {
    app.type(withId(R.id.list_search), "hel");
    app.see(withId(R.id.chat_preview));
    app.click(withId(R.id.search_clear));
    app.select("Hello");
    app.click(withId(R.id.selection_delete));
    app.click(withText(R.string.undo));
    app.chooseMore(R.id.list_more, R.string.archive_title);
    app.click(withId(R.id.archive_back));
  }

  private void models() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.model_row));
    app.perform(withId(R.id.page_back), ViewActions.click());
    app.click(withId(R.id.open_settings));
    app.see(withId(R.id.settings));
    app.perform(withId(R.id.page_back), ViewActions.click());
    app.click(withId(R.id.nav_chats));
  }
}
