package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import android.content.Intent;
import android.net.Uri;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A chat out of a file that was saved of it. */
@RunWith(AndroidJUnit4.class)
public final class ChatFileJourneyTest {
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver(new TestPhone().unproved());

  private String json = "";

  @Before
  public void saveAChat() throws IOException {
    Uri file = OtherApps.file("saved.json", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.more, R.string.save_json);
    app.seeMeanwhile(withId(R.id.answer));
    app.awaitThat("a place for it", others::wereAsked);
    app.see(withId(R.id.answer)); // and by then it is written
    json = OtherApps.read(file);
    app.back();
  }

  @Test
  public void chat_deleted_comesBackOutOfItsFile() throws IOException {
    app.longPress(withId(R.id.chat_row));
    app.click(withId(R.id.selection_delete));
    app.see(withId(R.id.empty_title));
    others.give(Intent.ACTION_OPEN_DOCUMENT, file(json));
    openSettings();
    app.scrollAndClick(withText(R.string.chats_add));
    app.see(allOf(withId(R.id.question), withText("Hello")));
    app.see(withId(R.id.answer));
  }

  @Test
  public void file_openedElsewhere_addsWhatIsNotHere() throws IOException {
    app.openWith(opened(json));
    app.see(allOf(withId(R.id.question), withText("Hello")));
    app.back();
    app.seeTimes(1, "Hello"); // and not twice

    int begin = json.indexOf('{', json.indexOf("\"chats\""));
    int end = json.lastIndexOf(']');
    String another = json.substring(begin, end).replace("Hello", "Good evening");
    app.openWith(opened(json.substring(0, end) + "," + another + json.substring(end)));
    app.seeMeanwhile(withText("1 chat added"));
    app.see(allOf(withId(R.id.chat_title), withText(containsString("Good evening"))));
  }

  @Test
  public void file_cutShort_isRefusedWithItsPlace() throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, file(json.substring(0, json.length() / 2)));
    openSettings();
    app.scrollAndClick(withText(R.string.chats_add));
    app.seeMeanwhile(withText(R.string.chats_file_damaged));
    app.clickMeanwhile(withText(R.string.details));
    app.seeInDialog(withText(containsString("$")));
    app.clickInDialog(withText(R.string.close));
  }

  private void openSettings() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.see(withText(R.string.settings_title));
  }

  private static Uri file(String json) throws IOException {
    return OtherApps.file("chats.json", json.getBytes(UTF_8));
  }

  private static Intent opened(String json) throws IOException {
    return new Intent(Intent.ACTION_VIEW)
        .setClass(ApplicationProvider.getApplicationContext(), MainActivity.class)
        .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        .setDataAndType(file(json), "application/json");
  }
}
