package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.attach.AttachModel;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;

/** What was written, attached or answered in a chat stays when the window is led elsewhere. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class KeptWordsTest {
  private static final String ANSWER = "I am a small lamp.";
  private static final int HALF = 6;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);
  private ActivityController<MainActivity> window;

  @Before
  public void start() {
    words.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(() -> ScriptedModel.engine(backend));
    window = Robolectric.buildActivity(MainActivity.class).setup();
    screen.settle();
  }

  @After
  public void close() {
    backend.goOn();
    window.close();
  }

  @Test
  public void temporaryChat_notificationOfItsAnswerTapped_staysAndIsAnswered() {
    ChatFragment chat = openTemporary();
    backend.pauseAfter(HALF);
    send("Who are you?");
    screen.settleAround(backend::stands);

    tapNotification(chat.chatId());
    assertThat(shown()).isSameAs(chat);
    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.redraw();
    tapNotification(chat.chatId());
    assertThat(shown()).as("from under another page").isSameAs(chat);

    backend.goOn();
    screen.settle();
    assertThat(bodies(chat)).containsExactly("Who are you?", ANSWER);
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void temporaryChat_askedForTwiceBesideTheList_staysInUse() {
    ChatFragment chat = openTemporary();
    assertThat(openTemporary()).isSameAs(chat);

    send("Who are you?");
    screen.settle();
    assertThat(bodies(chat)).containsExactly("Who are you?", ANSWER);
  }

  @Test
  public void file_attachedInAnOpenChat_outlivesItsNotification() {
    ChatFragment chat = openKept("");
    attach(chat, "The lamp needs oil.");
    screen.settle();
    assertThat(find(R.id.attach_bar).isShown()).isTrue();

    tapNotification(chat.chatId());
    assertThat(find(R.id.attach_bar).isShown()).isTrue();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void foundMessage_inTheChatThatIsOpen_isShownThereAndTheFileStays() {
    ChatFragment chat = openKept("");
    for (int i = 0; i < 20; i++) {
      int number = i;
      screen.stored(
          chats -> {
            chats.turns().ask(chat.chatId(), "Question " + number);
            return number;
          });
    }
    attach(chat, "The lamp needs oil.");
    screen.settle();
    RecyclerView rows = (RecyclerView) find(R.id.messages);
    LinearLayoutManager layout =
        (LinearLayoutManager) Objects.requireNonNull(rows.getLayoutManager(), "layout");
    assertThat(layout.findFirstVisibleItemPosition()).as("the chat begins at its end").isPositive();

    long first = screen.stored(chats -> chats.messages(chat.chatId()).get(0).id());
    window.get().openChat(chat.chatId(), first);
    screen.settle();
    assertThat(shown()).isSameAs(chat);
    assertThat(layout.findFirstVisibleItemPosition()).isZero();
    assertThat(find(R.id.attach_bar).isShown()).isTrue();
  }

  @Test
  public void draft_underAnotherPageThroughTwoRotations_isAsItWasTyped() {
    openKept("Dear");
    assertThat(text(R.id.field)).isEqualTo("Dear");
    type("Dear cat");
    screen.settle();
    window.get().openInside(InsideScreen.TOKENS, InsideText.NONE);
    screen.settle();

    window.recreate();
    screen.settle();
    window.recreate();
    screen.settle();
    find(R.id.page_back).performClick();
    screen.settle();

    assertThat(text(R.id.field)).isEqualTo("Dear cat");
  }

  @Test
  public void question_sentWhileItsFileIsRead_waitsAndSaysSo() {
    ChatFragment chat = openKept("");
    attach(chat, "The lamp needs oil.");
    send("What does it need?"); // at once: nothing has been read yet
    String wait = window.get().getString(R.string.attach_wait);
    screen.settleAround(
        () ->
            find(com.google.android.material.R.id.snackbar_text) instanceof TextView said
                && said.getText().toString().equals(wait));
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo("What does it need?");
    assertThat(bodies(chat)).isEmpty();

    find(R.id.send).performClick();
    screen.settle();
    assertThat(bodies(chat).get(0))
        .startsWith("What does it need?")
        .contains("The lamp needs oil.");
  }

  @Test
  public void sharedFile_windowMadeAnewBeforeItsChat_isBesideTheQuestion() {
    Intent share =
        new Intent(Intent.ACTION_SEND)
            .setType("text/plain")
            .putExtra(Intent.EXTRA_STREAM, offer("The lamp needs oil."));
    CountDownLatch busy = new CountDownLatch(1);
    screen.app().scope().executors().disk().execute(() -> await(busy));

    window.newIntent(share);
    window.recreate();
    busy.countDown();
    screen.settle();

    assertThat(find(R.id.attach_bar).isShown()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  @Test
  public void state_withTheLongestTextThatIsShared_isNoMoreThanTheSystemTakes() {
    String text = "a word ".repeat(28_571);
    window.newIntent(
        new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text));
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo(text);

    SavedState.requireTaken(window);
  }

  @Test
  public void state_withAFileThatNoModelHasCut_isNoMoreThanTheSystemTakes() {
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("no model in this test");
            });
    ChatFragment chat = openKept("");
    attach(chat, "A small file.");
    screen.settle();
    attach(chat, "a".repeat(1_000_000));
    screen.settle();
    assertThat(barText()).contains("1,000,000");

    Bundle state = SavedState.requireTaken(window);
    window.destroy();
    window = Robolectric.buildActivity(MainActivity.class).setup(state);
    screen.settle();
    assertThat(barText()).as("neither gone nor the one before it").contains("1,000,000");

    find(R.id.attach_bar).findViewById(R.id.bar_button).performClick();
    screen.settle();
    assertThat(keptFiles()).as("of a file that was let go").isEmpty();
  }

  @Test
  public void longFile_thatTheSystemHasCleared_isMissedAloud() {
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("no model in this test");
            });
    ChatFragment chat = openKept("");
    attach(chat, "a".repeat(60_000));
    screen.settle();
    Bundle state = SavedState.requireTaken(window);
    window.destroy();
    for (File kept : keptFiles()) {
      assertThat(kept.delete()).isTrue();
    }

    window = Robolectric.buildActivity(MainActivity.class).setup(state);
    screen.settle();
    assertThat(text(com.google.android.material.R.id.snackbar_text))
        .isEqualTo(
            window
                .get()
                .getString(R.string.attach_gone, window.get().getString(R.string.unnamed_file)));
    assertThat(find(R.id.attach_bar).isShown()).isFalse();
  }

  private File[] keptFiles() {
    File[] kept = new File(screen.app().getCacheDir(), "attached").listFiles();
    return Objects.requireNonNull(kept, "folder of long texts");
  }

  private String barText() {
    TextView bar = find(R.id.attach_bar).findViewById(R.id.bar_text);
    return bar.getText().toString();
  }

  private ChatFragment openTemporary() {
    new ViewModelProvider(window.get())
        .get(ChatListViewModel.class)
        .createTemporaryChat(window.get()::openChat);
    screen.settle();
    return shown();
  }

  private ChatFragment openKept(String draft) {
    long chat =
        screen.stored(
            chats -> {
              long id = chats.createChat();
              chats.saveDraft(id, draft);
              return id;
            });
    window.get().openChat(chat);
    screen.settle();
    return shown();
  }

  private ChatFragment shown() {
    Fragment shown = window.get().getSupportFragmentManager().findFragmentById(R.id.screen);
    return (ChatFragment) Objects.requireNonNull(shown, "page");
  }

  private void tapNotification(long chatId) {
    window.newIntent(new Intent(Intent.ACTION_MAIN).putExtra("chatId", chatId));
    screen.redraw();
  }

  /** Begins to read a text file that another app gives. */
  private void attach(ChatFragment chat, String text) {
    Uri file = offer(text);
    new ViewModelProvider(chat, AttachModel.factory(window.get()))
        .get(AttachModel.class)
        .take(List.of(file), chat.chatId(), AnswerSettings.NONE);
  }

  private Uri offer(String text) {
    Uri file = Uri.parse("content://notes/" + text.length());
    shadowOf(screen.app().getContentResolver())
        .registerInputStreamSupplier(file, () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    return file;
  }

  private void type(String text) {
    ((EditText) find(R.id.field)).setText(text);
  }

  private void send(String text) {
    type(text);
    find(R.id.send).performClick();
  }

  private View find(int id) {
    return window.get().findViewById(id);
  }

  private String text(int id) {
    return ((TextView) find(id)).getText().toString();
  }

  /** The chat's messages, as they are stored. */
  private List<String> bodies(ChatFragment chat) {
    ChatRepository chats = screen.app().scope().repositoryOf(chat.chatId());
    List<MessageEntity> stored =
        Awaited.on(screen.app().scope().executors().disk(), () -> chats.messages(chat.chatId()));
    List<String> bodies = new ArrayList<>();
    for (MessageEntity message : stored) {
      bodies.add(message.body());
    }
    return bodies;
  }
}
