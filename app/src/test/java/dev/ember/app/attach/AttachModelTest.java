package dev.ember.app.attach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.net.Uri;
import android.os.Looper;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.UnsentQuestion;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.FakeModel;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Where a text is kept that is beside a question. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AttachModelTest {
  private static final Uri FILE = Uri.parse("content://other/notes");
  private static final String WORD = "Wolframnotes ";
  private static final String TEXT = WORD.repeat(60_000 / WORD.length() + 1);

  private final FakeModel model = new FakeModel().answers("Oil.");

  @Rule public final AppRule app = new AppRule().model(model);

  @Test
  public void text_inATemporaryChat_isInNoFile() throws IOException {
    long chat = app.onDisk(() -> app.scope().repositoryOf(Long.MAX_VALUE).createChat());

    attach(model(chat));

    assertThat(found()).isEmpty();
    assertThat(kept()).isZero();
  }

  @Test
  public void text_inAChatThatIsKept_isThereUntilItIsLetGo() {
    long chat = app.newChat("A");
    attach(model(chat));
    app.restart();

    AttachModel next = model(chat);
    assertThat(next.attached()).as("before it is read").isNull();
    List<String> order = new ArrayList<>();
    next.whenRead(() -> order.add(next.attached() == null ? "without" : "with"));
    app.settle();
    next.whenRead(() -> order.add("at once"));
    assertThat(order).containsExactly("with", "at once");
    assertThat(Objects.requireNonNull(next.attached()).text()).isEqualTo(TEXT);

    next.dismiss();
    app.settle();
    assertThat(next.attached()).isNull();
    assertThat(kept()).isZero();
  }

  @Test
  public void keptText_readOnlyAfterAnotherIsRefused_isThere() {
    long chat = app.newChat("A");
    attach(model(chat));
    app.restart();

    AttachModel next = model(chat);
    offer("\0");
    next.take(List.of(FILE), AnswerSettings.NONE);
    app.settle();
    assertThat(next.state().getValue()).isInstanceOf(AttachState.Refused.class);
    next.dismiss();
    app.settle();
    assertThat(Objects.requireNonNull(next.attached()).text()).isEqualTo(TEXT);
    assertThat(kept()).isOne();
  }

  @Test
  public void file_ofAnotherWindow_isShownWhereThereIsNoOwnAndGoesAloneWithItsQuestion() {
    long chat = app.newChat("A");
    AttachModel first = model(chat);
    AttachModel second = model(chat);
    attach(first);
    attach(second);
    assertThat(kept()).isEqualTo(2);
    Long ofTheFirst = first.row();
    first.readAnew();
    AttachModel third = model(chat);
    app.settle();
    assertThat(first.row()).as("its own").isEqualTo(ofTheFirst);
    assertThat(third.row()).as("the last that came").isEqualTo(second.row());

    second.dismiss();
    third.readAnew();
    app.settle();
    assertThat(third.row()).as("the one before it").isEqualTo(ofTheFirst);
    ask(chat, first);
    third.readAnew();
    app.settle();
    assertThat(third.attached()).isNull();
    assertThat(kept()).isZero();
    assertThat(first.attached()).isNull();
  }

  @Test
  public void file_attachedWhileAnotherWindowSends_staysAndIsShownNext() {
    long chat = app.newChat("A");
    AttachModel first = model(chat);
    attach(first);
    AttachModel second = model(chat);
    attach(second);
    ask(chat, first);
    assertThat(first.attached()).as("of this question").isNull();
    app.settle();
    assertThat(first.row()).isEqualTo(second.row());
    assertThat(kept()).isOne();
  }

  @Test
  public void file_whoseQuestionIsRefused_isThereAgainThoughAnotherWindowHasALaterOne() {
    long chat = app.newChat("A");
    AttachModel first = model(chat);
    AttachModel second = model(chat);
    attach(first);
    attach(second);
    Long ofTheFirst = first.row();
    app.onDisk(
        () ->
            app.execute(
                "CREATE TRIGGER full BEFORE INSERT ON messages"
                    + " BEGIN SELECT RAISE(ABORT, 'full'); END"));
    ask(chat, first);
    app.settle();
    assertThat(first.row()).isEqualTo(ofTheFirst);
  }

  @Test
  public void file_inPlaceOfOneThatTheDiskDoesNotLetGo_endsThatToo() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    attach(texts);
    app.refuseWrites(true);
    offer("Another");
    texts.take(List.of(FILE), AnswerSettings.NONE);
    app.settle();
    assertThat(Objects.requireNonNull(texts.attached()).text()).isEqualTo("Another");
    assertThat(texts.isKept()).isFalse();
    ask(chat, texts);
    app.settle();
    assertThat(texts.attached()).isNull();

    app.refuseWrites(false);
    texts.readAnew();
    app.settle();
    assertThat(texts.attached()).as("the row is still there").isNull();
    assertThat(kept()).isOne();
  }

  @Test
  public void file_inPlaceOfAnother_takesItsRow() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    attach(texts);
    attach(texts);
    assertThat(kept()).isOne();
  }

  @Test
  public void file_letGoOfWhileItIsStored_leavesTheOneBeforeAlsoOnTheDisk() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    attach(texts);
    offer("Another");
    texts.take(List.of(FILE), AnswerSettings.NONE);
    CountDownLatch busy = new CountDownLatch(1);
    app.scope().executors().disk().execute(() -> await(busy));
    readAndCut();
    texts.dismiss();
    assertThat(Objects.requireNonNull(texts.attached()).text()).isEqualTo(TEXT);
    busy.countDown();
    app.settle();

    assertThat(kept()).isOne();
    AttachModel next = model(chat);
    app.settle();
    assertThat(Objects.requireNonNull(next.attached()).text()).isEqualTo(TEXT);
    assertThat(next.row()).isEqualTo(texts.row());
  }

  @Test
  public void file_letGoOfWhileItIsPutBack_staysAway() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    attach(texts);
    offer("Another");
    texts.take(List.of(FILE), AnswerSettings.NONE);
    CountDownLatch busy = new CountDownLatch(1);
    app.scope().executors().disk().execute(() -> await(busy));
    readAndCut();
    texts.dismiss();
    CountDownLatch stored = new CountDownLatch(1);
    CountDownLatch busyAgain = new CountDownLatch(1);
    app.scope().executors().disk().execute(stored::countDown);
    app.scope().executors().disk().execute(() -> await(busyAgain));
    busy.countDown();
    await(stored);
    shadowOf(Looper.getMainLooper()).idle(); // it is to be put back now

    texts.dismiss();
    busyAgain.countDown();
    app.settle();
    assertThat(texts.attached()).isNull();
    assertThat(kept()).isZero();
  }

  @Test
  public void file_whoseQuestionIsRefused_isThereAgain() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    attach(texts);
    app.refuseWrites(true);
    ask(chat, texts);
    app.settle();
    app.refuseWrites(false);
    assertThat(Objects.requireNonNull(texts.attached()).text()).isEqualTo(TEXT);
    assertThat(kept()).isOne();
  }

  @Test
  public void file_ofLettersThatTakeMoreBytesThanInTheFile_isCutToWhatARowMayHave() {
    long chat = app.newChat("A");
    AttachModel texts = model(chat);
    model.failToLoad(new FileNotFoundException("no model that would cut it"));
    byte[] euros = new byte[900_000];
    Arrays.fill(euros, (byte) 0x80); // in Windows-1252
    offer(euros);
    texts.take(List.of(FILE), AnswerSettings.NONE);
    app.settle();
    AttachState.Attached file = Objects.requireNonNull(texts.attached());
    assertThat(file.text()).matches("€+").hasSize((1 << 20) / 3);
    assertThat(file.wholeChars()).isEqualTo(900_000);
  }

  @Test
  public void leftTexts_ofAFormerVersion_goWithTheirFolder() throws IOException {
    Path cache = ApplicationProvider.<Application>getApplicationContext().getCacheDir().toPath();
    LeftTexts.delete(cache);
    Path folder = Files.createDirectories(cache.resolve("attached"));
    Files.write(folder.resolve("one"), TEXT.getBytes(UTF_8));
    LeftTexts.delete(cache);
    assertThat(folder).doesNotExist();
    assertThat(cache).exists();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  /** All that comes before a file is stored. */
  private void readAndCut() {
    Awaited.barrier(app.scope().executors().offers());
    shadowOf(Looper.getMainLooper()).idle();
    Awaited.barrier(app.scope().executors().inference());
    shadowOf(Looper.getMainLooper()).idle();
  }

  private void ask(long chat, AttachModel texts) {
    app.engine().send(chat, new UnsentQuestion("Why?", texts.row()));
    texts.sent();
  }

  private void attach(AttachModel texts) {
    model.wants(4 * TEXT.length());
    model.memoryIsBack(); // a window that takes all of it
    offer(TEXT);
    texts.take(List.of(FILE), AnswerSettings.NONE);
    app.settle();
    assertThat(Objects.requireNonNull(texts.attached()).text()).isEqualTo(TEXT);
  }

  private static void offer(String text) {
    offer(text.getBytes(UTF_8));
  }

  private static void offer(byte[] text) {
    Application context = ApplicationProvider.getApplicationContext();
    shadowOf(context.getContentResolver())
        .registerInputStream(FILE, new ByteArrayInputStream(text));
  }

  /** As a screen has it. */
  private AttachModel model(long chat) {
    AttachModel model =
        new AttachModel(ApplicationProvider.getApplicationContext(), app.scope(), chat);
    model.readAnew();
    return model;
  }

  private long kept() {
    return app.count("SELECT COUNT(*) FROM attachments");
  }

  /** The files of the app that have the text, or some of it. */
  private static List<Path> found() throws IOException {
    Application context = ApplicationProvider.getApplicationContext();
    List<Path> found = new ArrayList<>();
    for (Path home : List.of(context.getDataDir().toPath(), context.getCacheDir().toPath())) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          if (new String(Files.readAllBytes(file), UTF_8).contains(WORD) && !found.contains(file)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }
}
