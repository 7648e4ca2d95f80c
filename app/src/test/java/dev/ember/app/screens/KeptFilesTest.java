package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.widget.TextView;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.FileNotFoundException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A file beside a question that is not sent stays when the window is led elsewhere. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class KeptFilesTest {
  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void start() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer("Oil."));
    screen.app().model(() -> ScriptedModel.engine(words));
  }

  @Test
  public void file_attachedInAnOpenChat_outlivesItsNotification() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    assertThat(window.hasFile()).isTrue();

    window.tapNotification(chat.chatId());
    assertThat(window.hasFile()).isTrue();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void file_inAChatThatMadeRoomForAnother_isThereWhenThatIsOpenedAgain() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    window.openKept("Another");
    assertThat(window.hasFile()).isFalse();
    window.openAnew(); // what it remembers is no help

    window.get().openChat(chat.chatId());
    screen.settle();
    assertThat(window.fileText()).contains("19");
    window.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat).get(0)).contains("The lamp needs oil.");
    window.openKept("A third");
    window.get().openChat(chat.chatId());
    screen.settle();
    assertThat(window.hasFile()).as("it was sent").isFalse();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void question_sentBeforeItIsKnownWhetherThereIsAFile_carriesIt() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    window.openAnew();
    CountDownLatch busy = new CountDownLatch(1);
    screen.app().scope().executors().disk().execute(() -> await(busy));

    window.get().openChat(chat.chatId());
    window.find(R.id.field).requestFocus();
    window.send("What does it need?"); // a file is not shown yet
    assertThat(window.hasFile()).isFalse();
    assertThat(window.text(R.id.field)).isEqualTo("What does it need?");
    busy.countDown();
    screen.settle();

    assertThat(window.bodies(chat).get(0)).contains("What does it need?", "The lamp needs oil.");
    assertThat(window.text(R.id.field)).isEmpty();
    assertThat(window.hasFile()).isFalse();
  }

  @Test
  public void question_refusedByAFullDisk_isThereAgainAndItsFileBesideIt() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    screen
        .app()
        .execute(
            "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'full'); END");
    window.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat)).isEmpty();
    assertThat(window.text(R.id.field)).isEqualTo("What does it need?");
    assertThat(window.fileText()).contains("19");

    screen.app().execute("DROP TRIGGER full");
    window.click(R.id.send);
    assertThat(window.bodies(chat).get(0)).contains("What does it need?", "The lamp needs oil.");
    assertThat(window.hasFile()).isFalse();
  }

  @Test
  public void file_thatNeitherTheDiskTookNorTheQuestionOfIt_comesBackAsWords() {
    ChatFragment chat = window.openKept("");
    screen
        .app()
        .execute(
            "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'full'); END",
            "CREATE TRIGGER fuller BEFORE INSERT ON attachments BEGIN"
                + " SELECT RAISE(ABORT, 'full'); END");
    window.attach("The lamp needs oil.");
    screen.settle();
    assertThat(window.fileText()).as("all the same").contains("19");
    window.recreate();
    screen.settle();
    assertThat(window.fileText()).as("on the next screen too").contains("19");
    window.send("What does it need?");
    screen.settle();
    assertThat(window.text(R.id.field)).contains("What does it need?", "The lamp needs oil.");
    assertThat(window.hasFile()).isFalse();
  }

  @Test
  public void file_refusedInPlaceOfAKeptOneAndItsQuestionToo_comesBackAsWordsWithoutThat() {
    window.openKept("");
    window.attach("A file before it.");
    screen.settle();
    screen
        .app()
        .execute(
            "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'full'); END",
            "CREATE TRIGGER fuller BEFORE INSERT ON attachments BEGIN"
                + " SELECT RAISE(ABORT, 'full'); END");
    window.attach("The lamp needs oil.");
    screen.settle();
    assertThat(window.fileText()).contains("19");

    window.send("What does it need?");
    screen.settle();
    assertThat(window.text(R.id.field)).contains("What does it need?", "The lamp needs oil.");
    assertThat(window.hasFile()).as("what was replaced").isFalse();
  }

  @Test
  public void question_sentAsTheDatabaseDoesNotSayWhetherThereIsAFile_waits() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    window.openAnew();
    screen.app().execute("ALTER TABLE attachments RENAME TO unreadable");
    window.get().openChat(chat.chatId());
    screen.settle();

    window.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat)).isEmpty();
    assertThat(window.text(R.id.field)).isEqualTo("What does it need?");

    screen.app().execute("ALTER TABLE unreadable RENAME TO attachments");
    window.click(R.id.send);
    assertThat(window.bodies(chat).get(0)).contains("What does it need?", "The lamp needs oil.");
  }

  @Test
  public void file_underANotificationOfAnotherChat_isInTheList() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    screen.settle();
    window.tapNotification(screen.stored(chats -> chats.createChatWith("")));
    window.click(R.id.back);

    TextView line = (TextView) window.find(R.id.chat_preview);
    assertThat(line.getText().toString()).contains(window.get().getString(R.string.unnamed_file));
    window.click(R.id.chat_row);
    assertThat(window.fileText()).contains("19");
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void file_stillReadWhenItsChatIsLeft_isThereWhenTheReaderComesBack() {
    long other = window.openKept("Another").chatId();
    ChatFragment chat = window.openKept("");
    CountDownLatch slow = new CountDownLatch(1);
    screen.app().scope().executors().offers().execute(() -> await(slow));
    window.attach("The lamp needs oil.");

    window.get().openChat(other);
    window.get().openChat(chat.chatId());
    slow.countDown();
    screen.settle();
    assertThat(window.fileText()).contains("19");
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void foundMessage_inTheChatThatIsOpen_isShownThereAndTheFileStays() {
    ChatFragment chat = window.openKept("");
    for (int i = 0; i < 20; i++) {
      int number = i;
      screen.stored(
          chats -> {
            chats.turns().ask(chat.chatId(), "Question " + number);
            return number;
          });
    }
    window.attach("The lamp needs oil.");
    screen.settle();
    RecyclerView rows = (RecyclerView) window.find(R.id.messages);
    LinearLayoutManager layout =
        (LinearLayoutManager) Objects.requireNonNull(rows.getLayoutManager(), "layout");
    assertThat(layout.findFirstVisibleItemPosition()).as("the chat begins at its end").isPositive();

    long first = screen.stored(chats -> chats.messages(chat.chatId()).get(0).id());
    window.get().openChat(chat.chatId(), first);
    screen.settle();
    assertThat(window.chat()).isSameAs(chat);
    assertThat(layout.findFirstVisibleItemPosition()).isZero();
    assertThat(window.hasFile()).isTrue();
  }

  @Test
  public void question_sentWhileItsFileIsRead_waitsAndSaysSo() {
    ChatFragment chat = window.openKept("");
    window.attach("The lamp needs oil.");
    window.send("What does it need?"); // at once: nothing has been read yet
    String wait = window.get().getString(R.string.attach_wait);
    screen.settleAround(
        () ->
            window.find(com.google.android.material.R.id.snackbar_text) instanceof TextView said
                && said.getText().toString().equals(wait));
    screen.settle();
    assertThat(window.text(R.id.field)).isEqualTo("What does it need?");
    assertThat(window.bodies(chat)).isEmpty();

    window.click(R.id.send);
    assertThat(window.bodies(chat).get(0))
        .startsWith("What does it need?")
        .contains("The lamp needs oil.");
  }

  @Test
  public void state_withAFileThatNoModelHasCut_isNoMoreThanTheSystemTakes() {
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("no model in this test");
            });
    ChatFragment chat = window.openKept("");
    window.attach("A small file.");
    screen.settle();
    window.attach("a".repeat(1_000_000));
    screen.settle();
    assertThat(window.fileText()).contains("1,000,000");

    window.dieAndComeBack();
    assertThat(window.fileText()).as("neither gone nor the one before it").contains("1,000,000");

    window.removeFile();
    window.recreate();
    screen.settle();
    assertThat(window.hasFile()).as("let go").isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }
}
