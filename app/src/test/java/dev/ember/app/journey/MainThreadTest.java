package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.hasSibling;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;
import static org.junit.Assume.assumeTrue;

import android.content.Intent;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.espresso.action.ViewActions;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/** No screen of the app waits for a file or for the network. */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class MainThreadTest {
  private static final String PASSPHRASE = "oil and wick";

  /** What the first window depends on: a backup that was read gets its place, and its settings. */
  private static final List<String> READ_AT_THE_START =
      List.of("jdk.FileRead in dev.ember.app.backup.Backup.copy");

  private static final List<String> LOOKS_AT_THE_START =
      List.of(
          "a look at a file in dev.ember.app.backup.Backup.keep",
          "a look at a file in dev.ember.app.backup.Backup.takeRestored");

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void tour_ofEveryScreen_touchesNoFileOnTheMainThread() throws IOException {
    try (MainThreadIo watched = new MainThreadIo()) {
      chat();
      inside();
      list();
      models();
      settings();
      addModel();
      app.killAndReopen();
      app.click(allOf(withId(R.id.chat_row), hasDescendant(withText("Hello"))));
      app.see(withId(R.id.field));
      arrivals();
      assertThat(watched.places()).isEmpty();
      List<String> start = new ArrayList<>(READ_AT_THE_START);
      if (MainThreadIo.seesLooks()) {
        start.addAll(LOOKS_AT_THE_START);
      }
      assertThat(watched.placesAtTheStart()).containsExactlyInAnyOrderElementsOf(start);
    }
  }

  @Test
  public void file_lookedForOnTheMainThread_isFound() throws IOException {
    assumeTrue("a JVM that has the guard", MainThreadIo.seesLooks());
    app.newChat();
    try (MainThreadIo watched = new MainThreadIo()) {
      app.onActivity(activity -> AppScope.of(activity).shelf().models().onScreen(true));
      assertThat(watched.places())
          .anyMatch(place -> place.startsWith("a look at a file in dev.ember.app.library."));
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

  /**
   * What lies behind the settings: a benchmark that runs, a backup and its return, the licences.
   */
  private void settings() throws IOException {
    Uri file = OtherApps.file("all.emberbak", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    others.give(Intent.ACTION_OPEN_DOCUMENT, file);
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.scrollAndClick(withText(R.string.benchmark));
    app.onActivity(activity -> activity.findViewById(R.id.benchmark_start).performClick());
    app.scrollAndClick(withId(R.id.benchmark_share));
    app.perform(withId(R.id.page_back), ViewActions.click());
    app.scrollAndClick(withText(R.string.about));
    app.scrollAndClick(withText(R.string.licences));
    app.click(allOf(withId(R.id.licence_name), hasSibling(withText("Ember"))));
    app.closeSheet();
    app.perform(withId(R.id.page_back), ViewActions.click());
    app.perform(withId(R.id.page_back), ViewActions.click());
    app.scrollAndClick(withText(R.string.back_up));
    app.typeInDialog(withId(R.id.passphrase), PASSPHRASE);
    app.clickInDialog(withText(R.string.seal));
    app.seeMeanwhile(withText(R.string.backup_written));
    app.seeNot(withText(R.string.backup_written)); // it lies over the last rows
    app.scrollAndClick(withText(R.string.restore));
    app.clickInDialog(withText(R.string.restore_now));
    app.typeInDialog(withId(R.id.passphrase), PASSPHRASE);
    app.clickInDialog(withText(R.string.open_sealed));
    app.endsItself();
  }

  private void addModel() throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, OtherApps.file("tiny.gguf", TinyGguf.whole()));
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.clickInDialog(withId(R.id.add_file));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("tiny"))));
    app.scrollAndClick(withId(R.id.new_chat_with));
    app.send("Hi");
    app.watchAnswer();
    app.click(withId(R.id.back));
    app.scrollAndClick(withId(R.id.delete_model));
    app.clickInDialog(withText(R.string.delete));
    app.click(withId(R.id.nav_chats));
  }

  /** What other apps hand over: a text, a text file, and one that is neither text nor model. */
  private void arrivals() throws IOException {
    app.openWith(shared("text/plain").putExtra(Intent.EXTRA_TEXT, "The lamp said nothing."));
    app.see(withText("The lamp said nothing."));
    Uri notes = OtherApps.file("notes.md", "The lamp needs oil.".getBytes(UTF_8));
    app.openWith(shared("text/markdown").putExtra(Intent.EXTRA_STREAM, notes));
    app.see(withId(R.id.attach_bar));
    app.send("What does it need?");
    app.watchAnswer();
    Uri cat = OtherApps.file("cat.bin", new byte[] {0, 1});
    app.openWith(shared("application/octet-stream").putExtra(Intent.EXTRA_STREAM, cat));
    app.click(withId(R.id.refused_remove));
  }

  private static Intent shared(String type) {
    return new Intent(ApplicationProvider.getApplicationContext(), MainActivity.class)
        .setAction(Intent.ACTION_SEND)
        .setType(type);
  }
}
