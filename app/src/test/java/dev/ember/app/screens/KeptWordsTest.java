package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.Intent;
import android.view.KeyEvent;
import com.google.android.material.navigation.NavigationBarView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What was written or answered in a chat stays when the window is led elsewhere. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class KeptWordsTest {
  private static final String ANSWER = "I am a small lamp.";
  private static final int HALF = 6;

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();
  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);

  @Before
  public void start() {
    words.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @After
  public void goOn() {
    backend.goOn();
  }

  @Test
  public void temporaryChat_notificationOfItsAnswerTapped_staysAndIsAnswered() {
    ChatFragment chat = window.openTemporary();
    backend.pauseAfter(HALF);
    window.send("Who are you?");
    screen.settleAround(backend::stands);

    window.tapNotification(chat.chatId());
    assertThat(window.chat()).isSameAs(chat);
    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.redraw();
    window.tapNotification(chat.chatId());
    assertThat(window.chat()).as("from under another page").isSameAs(chat);

    backend.goOn();
    screen.settle();
    assertThat(window.bodies(chat)).containsExactly("Who are you?", ANSWER);
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void temporaryChat_askedForTwiceBesideTheList_staysInUse() {
    ChatFragment chat = window.openTemporary();
    assertThat(window.openTemporary()).isSameAs(chat);

    window.send("Who are you?");
    screen.settle();
    assertThat(window.bodies(chat)).containsExactly("Who are you?", ANSWER);
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void temporaryChat_inUseWhileAnotherIsTapped_liesBelowThat() {
    long kept = window.openKept("Another").chatId();
    ChatFragment chat = window.openTemporary();
    window.attach("The lamp needs oil.");
    screen.settle();
    assertThat(window.openTemporary()).as("a file alone is a use").isNotSameAs(chat);
    window.get().openChat(kept);
    tapChats();
    screen.settle();
    assertThat(window.chat()).isSameAs(chat);
    assertThat(window.fileText()).contains("19");

    window.get().openChat(kept);
    window.get().getOnBackPressedDispatcher().onBackPressed();
    screen.settle();
    assertThat(window.chat()).isSameAs(chat);
    assertThat(window.fileText()).contains("19");
    window.removeFile();
    assertThat(chat.losesWords()).isFalse();
    window.find(R.id.field).requestFocus();
    window.type("Dear");
    window.get().openModels();
    tapChats();
    screen.settle();
    assertThat(window.chat()).isSameAs(chat);
    assertThat(window.text(R.id.field)).isEqualTo("Dear");

    window.find(R.id.field).requestFocus();
    window.type("");
    window.get().openChat(kept);
    screen.settle();
    assertThat(window.get().getSupportFragmentManager().getBackStackEntryCount())
        .as("it was empty")
        .isOne();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void temporaryChat_thatWentWithTheProcess_makesWay() {
    window.openTemporary();
    window.find(R.id.field).requestFocus();
    window.type("Dear");
    window.get().openModels();
    screen.settle();

    window.dieAndComeBack();
    tapChats();
    screen.settle();
    assertThat(window.get().getSupportFragmentManager().getBackStackEntryCount()).isZero();
  }

  @Test
  public void temporaryChat_inUseWhenTheSearchIsAskedFor_stays() {
    ChatFragment chat = window.openTemporary();
    window.find(R.id.field).requestFocus();
    window.type("Dear");
    window.control(KeyEvent.KEYCODE_F);
    assertThat(window.chat()).isSameAs(chat);

    window.type("");
    window.control(KeyEvent.KEYCODE_F);
    assertThat(window.find(R.id.list_search).hasFocus()).as("it was empty").isTrue();
  }

  @Test
  public void draft_underAnotherPageThroughTwoRotations_isAsItWasTyped() {
    window.openKept("Dear");
    assertThat(window.text(R.id.field)).isEqualTo("Dear");
    window.type("Dear cat");
    screen.settle();
    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();

    window.recreate();
    screen.settle();
    window.recreate();
    screen.settle();
    window.click(R.id.page_back);

    assertThat(window.text(R.id.field)).isEqualTo("Dear cat");
  }

  @Test
  public void state_withTheLongestTextThatIsShared_isNoMoreThanTheSystemTakes() {
    String text = "a word ".repeat(28_571);
    window.newIntent(
        new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text));
    screen.settle();
    assertThat(window.text(R.id.field)).isEqualTo(text);

    window.savedState();
  }

  private void tapChats() {
    ((NavigationBarView) window.find(R.id.navigation)).setSelectedItemId(R.id.nav_chats);
  }
}
