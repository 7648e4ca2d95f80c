package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;

import android.Manifest;
import android.content.ClipData;
import android.content.Intent;
import android.net.Uri;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.platform.app.InstrumentationRegistry;
import androidx.test.rule.GrantPermissionRule;
import dev.ember.app.R;
import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.annotation.Config;

/**
 * As {@link MainThreadTest}, with what the phone has a part in: its voices, its network, files that
 * are dragged; and with branches and chats that are not kept.
 */
@RunWith(AndroidJUnit4.class)
@Config(sdk = 35)
public final class MainThreadPhoneTest {
  private final TestVoices voices = new TestVoices();
  private final TestServer server = new TestServer(TinyGguf.whole());

  @Rule
  public final GrantPermissionRule permissions =
      GrantPermissionRule.grant(Manifest.permission.INTERNET, Manifest.permission.RECORD_AUDIO);

  @Rule public final TestServer served = server;
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver(new TestPhone().with(voices).with(server));

  @Test
  public void tour_ofWhatThePhoneHasAPartIn_touchesNoFileOnTheMainThread() throws IOException {
    try (MainThreadIo watched = new MainThreadIo()) {
      speak();
      branch();
      keepNothing();
      chatsOfAFile();
      drop();
      download();
      assertThat(watched.places()).isEmpty();
    }
  }

  private void speak() {
    app.newChat();
    app.click(withId(R.id.send)); // of an empty field: dictates
    onMain(() -> voices.understands("Hello"));
    app.click(withId(R.id.send));
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.read_aloud);
    app.see(withId(R.id.voice_bar));
    onMain(voices::comesToTheEnd);
  }

  private void branch() {
    app.longPress(allOf(withId(R.id.question), withText("Hello")));
    app.chooseFromPopup(R.string.edit_and_send);
    app.send("Good evening");
    app.watchAnswer();
    app.click(withId(R.id.again));
    app.watchAnswer();
    app.back();
  }

  private void keepNothing() {
    app.chooseMore(R.id.list_more, R.string.temporary_chat);
    app.send("Hello");
    app.watchAnswer();
    app.back();
  }

  private void chatsOfAFile() throws IOException {
    Uri file = OtherApps.file("saved.json", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    others.give(Intent.ACTION_OPEN_DOCUMENT, file);
    app.openChat();
    app.chooseMore(R.id.more, R.string.save_json);
    app.see(withId(R.id.answer));
    app.chooseMore(R.id.more, R.string.delete_chat);
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.scrollAndClick(withText(R.string.chats_add));
    app.see(withId(R.id.answer));
  }

  private void drop() throws IOException {
    byte[] notes = "The lamp needs oil.".getBytes(UTF_8);
    ClipData files = ClipData.newRawUri("files", OtherApps.file("notes.md", notes));
    app.onActivity(
        activity ->
            assertThat(FileDrag.drop(activity.findViewById(R.id.messages), files)).isTrue());
    app.see(withId(R.id.attach_bar));
    app.back();
  }

  private void download() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.typeInDialog(withId(R.id.add_address), server.address("lamp.gguf"));
    app.scrollAndClickInDialog(withId(R.id.add_download));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("lamp"))));
    app.scrollAndClick(withId(R.id.delete_source));
    app.clickInDialog(withText(R.string.delete));
  }

  private static void onMain(Runnable step) {
    AppProcess.settle();
    InstrumentationRegistry.getInstrumentation().runOnMainSync(step);
  }
}
