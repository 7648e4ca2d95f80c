package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.isActivated;
import static androidx.test.espresso.matcher.ViewMatchers.isChecked;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isDisplayed;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import android.Manifest;
import android.content.ClipData;
import android.content.Context;
import android.content.Intent;
import android.content.pm.ResolveInfo;
import android.service.quicksettings.TileService;
import android.view.View;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.platform.app.InstrumentationRegistry;
import androidx.test.rule.GrantPermissionRule;
import dev.ember.app.R;
import dev.ember.app.health.Warmth;
import dev.ember.app.main.NewChatTile;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.ByteSize;
import java.io.IOException;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Where the phone itself has a part: its voices, its lock, its heat, its network, its screen. */
@RunWith(AndroidJUnit4.class)
public final class PhoneJourneyTest {
  /** With it an answer takes long enough to be looked at. */
  private static final long SLOW_CALL_MS = 20;

  private final TestVoices voices = new TestVoices();
  private final TestLock lock = new TestLock();
  private final TestServer server = new TestServer(TinyGguf.whole());
  private final TestPhone phone = new TestPhone().with(voices).with(lock).with(server);

  /** The flavour without a network has none on a phone either. */
  @Rule
  public final GrantPermissionRule permissions =
      GrantPermissionRule.grant(Manifest.permission.INTERNET, Manifest.permission.RECORD_AUDIO);

  @Rule public final TestServer served = server;
  @Rule public final WindowSize window = new WindowSize();
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver(phone);

  @After
  public void unlock() {
    Settings.of(context()).set(Settings.Switch.APP_LOCK, false);
  }

  @Test
  public void answer_readAloud_isSpokenAsTheBarSaysUntilItsEnd() {
    app.newChat();
    app.send("Hello");
    String answer = last(app.watchAnswer());
    app.chooseMore(R.id.message_more, R.string.read_aloud);
    app.see(bar(R.id.voice_bar, withText(R.string.reading_aloud)));
    assertThat(voices.spoken().size(), greaterThan(0));
    assertThat(answer, startsWith(voices.spoken().get(0)));

    onMain(voices::comesToTheEnd);
    app.seeNot(withId(R.id.voice_bar));
  }

  @Test
  public void question_dictated_isHeardWrittenAndSent() {
    app.newChat();
    app.click(withId(R.id.send)); // of an empty field: dictates
    app.see(bar(R.id.voice_bar, withText(R.string.listening_on_phone)));
    onMain(() -> voices.hears("What does"));
    app.see(bar(R.id.voice_bar, withText("“What does”")));
    onMain(() -> voices.understands("What does a lamp need?"));
    app.seeNot(withId(R.id.voice_bar));
    assertThat(voices.isListening(), equalTo(false));
    app.see(allOf(withId(R.id.field), withText("What does a lamp need?")));
    app.click(withId(R.id.send));
    app.watchAnswer();
    app.see(allOf(withId(R.id.question), withText("What does a lamp need?")));
  }

  @Test
  public void lock_switchedOn_coversTheNextStartUntilItsOwnerIsKnown() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.scrollAndClick(withText(R.string.app_lock));
    app.killAndReopen();
    app.see(withId(R.id.unlock));
    app.seeNot(withId(R.id.empty_title));
    onMain(lock::refuses);
    app.seeNot(withId(R.id.empty_title));
    app.click(withId(R.id.unlock));
    onMain(lock::knows);
    app.see(withId(R.id.empty_title));
    app.seeNot(withId(R.id.unlock));
    app.rotate(); // whose owner is known
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void answer_onAWarmPhone_isSaidToBeSlowerWhileItIsWritten() {
    phone.has(new TestContenders().cpu(SLOW_CALL_MS));
    phone.is(Warmth.Level.WARM);
    app.killAndReopen();
    app.newChat();
    app.send("Tell me a story about a lamp that can talk.");
    app.tryMeanwhile(
        "a bar that says so",
        activity -> {
          View bar = activity.findViewById(R.id.warm_bar);
          TextView words = bar.findViewById(R.id.bar_text);
          return bar.isShown()
              && words.getText().toString().equals(activity.getString(R.string.slower_warm));
        });
    app.watchAnswer();
    app.seeNot(withId(R.id.warm_bar));
  }

  @Test
  public void model_downloadedThroughABreak_answers() {
    download();
    seeItCome();
    app.see(allOf(withText(startsWith("Download kept: ")), isDisplayed()));
    app.click(allOf(withId(R.id.model_row), hasDescendant(withText("lamp"))));
    app.scrollAndClick(withId(R.id.delete_source));
    app.clickInDialog(withText(R.string.delete));
    app.seeNot(withId(R.id.delete_source));
    app.scrollAndClick(withId(R.id.new_chat_with));
    app.send("Hi");
    app.watchAnswer();
    app.see(allOf(withId(R.id.model), withText(startsWith("lamp "))));
  }

  @Test
  public void model_downloadedWithoutLimitsAlone_waitsWhileTheNetworkHasThem() {
    downloadTheFirstHalf();
    server.isMetered(true); // away from home
    server.letGo();
    app.seeMeanwhile(allOf(withId(R.id.job_more), withText(R.string.job_metered)));
    assertThat(server.askedFrom(), hasSize(1));
    server.isMetered(false);
    seeItCome();
  }

  @Test
  public void download_pausedInTheMiddle_staysSoUntilItsUserGoesOn() {
    downloadTheFirstHalf();
    app.clickMeanwhile(allOf(withId(R.id.job_pause), withContentDescription("Pause lamp.gguf")));
    seeStep(equalTo("Paused; what has come is kept"));
    server.letGo();
    app.killAndReopen();
    app.click(withId(R.id.nav_models));
    seeStep(equalTo("Paused; what has come is kept"));
    assertThat(server.askedFrom(), hasSize(1));
    app.click(allOf(withId(R.id.job_pause), withContentDescription("Go on with lamp.gguf")));
    seeItCome();
  }

  private void downloadTheFirstHalf() {
    server.hold();
    download();
    String half = ByteSize.text(context(), server.firstBytes());
    seeStep(startsWith("Downloading · " + half + " of "));
  }

  private void download() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.add_model));
    app.seeInDialog(allOf(withId(R.id.add_unmetered), isChecked()));
    app.typeInDialog(withId(R.id.add_address), server.address("lamp.gguf"));
    app.scrollAndClickInDialog(withId(R.id.add_download));
  }

  private void seeStep(Matcher<String> words) {
    app.seeMeanwhile(allOf(withId(R.id.job_step), withText(words)));
  }

  private void seeItCome() {
    app.see(allOf(withId(R.id.model_name), withText("lamp")));
    assertThat(server.askedFrom(), hasSize(2));
    assertThat(server.askedFrom().get(1), greaterThan(0)); // it went on where it broke off
  }

  @Test
  public void files_draggedFromAnotherApp_goBesideAQuestionOrAmongTheModels() throws IOException {
    app.newChat();
    drop(R.id.messages, "notes.md");
    app.see(bar(R.id.attach_bar, withText(startsWith("notes.md"))));
    app.back();
    drop(R.id.screen, "list.txt");
    app.see(allOf(withId(R.id.refused_title), withText("list.txt")));
  }

  @Test
  public void tablet_hasTheListBesideTheChatThatIsOpen() {
    window.tablet();
    app.killAndReopen();
    app.see(withId(R.id.no_chat));
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.see(allOf(withId(R.id.chat_row), isActivated()));
    app.see(withId(R.id.answer));
    app.pressBack();
    app.see(withId(R.id.no_chat));
    app.see(withId(R.id.chat_row));
  }

  /** The tap itself is the system's, which binds the tile; what it starts is the app's. */
  @Test
  public void tile_isOfferedToTheSystemAndOpensANewChat() {
    List<ResolveInfo> tiles =
        context()
            .getPackageManager()
            .queryIntentServices(
                new Intent(TileService.ACTION_QS_TILE).setPackage(context().getPackageName()), 0);
    assertThat(tiles, hasSize(1));
    assertThat(tiles.get(0).serviceInfo.name, equalTo(NewChatTile.class.getName()));
    assertThat(
        tiles.get(0).serviceInfo.permission, equalTo(Manifest.permission.BIND_QUICK_SETTINGS_TILE));

    app.openWith(NewChatTile.newChat(context()));
    app.see(allOf(withId(R.id.field), withText("")));
    app.back();
    app.see(withId(R.id.empty_title));
  }

  private void drop(int place, String name) throws IOException {
    ClipData files =
        ClipData.newRawUri("files", OtherApps.file(name, "The lamp needs oil.".getBytes(UTF_8)));
    app.onActivity(
        activity -> assertThat(FileDrag.drop(activity.findViewById(place), files), equalTo(true)));
  }

  private static Matcher<View> bar(int id, Matcher<View> words) {
    return allOf(withId(R.id.bar_text), isDescendantOfA(withId(id)), words);
  }

  private static void onMain(Runnable step) {
    AppProcess.settle();
    InstrumentationRegistry.getInstrumentation().runOnMainSync(step);
  }

  private static Context context() {
    return ApplicationProvider.getApplicationContext();
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
