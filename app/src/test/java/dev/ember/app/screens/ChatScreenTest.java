package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.view.KeyEvent;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.platform.app.InstrumentationRegistry;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.main.MainActivity;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.app.models.ModelsViewModel;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.FinishReason;
import java.io.FileNotFoundException;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The chat screen on a model that stops in the middle of an answer when it is told to. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(
    application = ScriptedApp.class,
    sdk = {26, 35},
    qualifiers = "w411dp-h891dp-xhdpi")
public final class ChatScreenTest {
  private static final String ANSWER = "I am a small lamp.";
  private static final int HALF = 6;
  private static final int NARROW = 128;
  private static final String LONG = String.join("\n", Collections.nCopies(60, "A line to read."));
  private static final String GROWING = String.join("\n\n", Collections.nCopies(20, "It grows."));
  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 38, 0, 120_000_000L, 1_000_000_000L);

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend backend = new FakeBackend(ScriptedModel.config());
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Before
  public void script() {
    backend.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @After
  public void release() {
    goOn.countDown();
  }

  @Test
  public void send_whileTheModelWrites_showsTheHalfAndAStopButton() {
    stopInTheMiddle();
    assertThat(answer().source()).isEqualTo(ANSWER.substring(0, HALF));
    assertThat(answer().growing()).isTrue();
    assertThat(screen.<CharSequence>read(a -> a.findViewById(R.id.send).getContentDescription()))
        .isEqualTo("Stop");
    assertThat(text(R.id.stats)).startsWith(HALF + " tokens");
  }

  @Test
  public void stop_inTheMiddle_keepsTheHalf() {
    stopInTheMiddle();
    screen.with(activity -> activity.findViewById(R.id.send).performClick());
    goOn.countDown();
    screen.settle();

    assertThat(ANSWER).startsWith(answer().source());
    assertThat(answer().source().length()).isBetween(HALF, ANSWER.length() - 1);
    assertThat(answer().growing()).isFalse();
    assertThat(text(R.id.stats)).endsWith("stopped by you");
  }

  @Test
  public void screen_whileTheModelWrites_staysOn() {
    stopInTheMiddle();
    assertThat(screenStaysOn()).isTrue();
    goOn.countDown();
    screen.settle();
    assertThat(screenStaysOn()).as("nobody waits any more").isFalse();
  }

  private boolean screenStaysOn() {
    return screen.read(activity -> activity.findViewById(R.id.content).getKeepScreenOn());
  }

  @Test
  public void escapeKey_inTheMiddle_stops() {
    stopInTheMiddle();
    screen.with(
        activity -> {
          activity.findViewById(R.id.field).requestFocus();
          activity.dispatchKeyEvent(new KeyEvent(KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_ESCAPE));
          activity.dispatchKeyEvent(new KeyEvent(KeyEvent.ACTION_UP, KeyEvent.KEYCODE_ESCAPE));
        });
    goOn.countDown();
    screen.settle();
    assertThat(text(R.id.stats)).endsWith("stopped by you");
  }

  /** Neither above nor below it is there room for a menu. */
  @Test
  public void answer_higherThanTheScreen_held_hasItsWholeMenu() {
    String high = String.join("\n\n", Collections.nCopies(60, "The lamp said nothing."));
    long chat = screen.stored(chats -> Samples.finished(chats, "And then?", high));
    screen.launch();
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
    screen.with(activity -> activity.findViewById(R.id.messages).scrollBy(0, -900));
    screen.settle();
    screen.with(activity -> activity.findViewById(R.id.answer).performLongClick());
    screen.settle();
    assertThat(screen.menu().getChildCount()).isEqualTo(screen.menu().getAdapter().getCount());
  }

  @Test
  public void composer_whileTheModelWrites_keepsWhatIsTyped() {
    stopInTheMiddle();
    type("next");
    goOn.countDown();
    screen.settle();
    assertThat(text(R.id.field)).isEqualTo("next");
    assertThat(answer().source()).isEqualTo(ANSWER);
  }

  private long storeALongAnswer() {
    return screen.stored(
        repository -> {
          long chat = repository.createChat();
          long answerId = Samples.ask(repository, chat, "Read");
          repository
              .turns()
              .finish(answerId, new AnswerEnd(MessageStatus.COMPLETE, LONG, 9, COST, null, null));
          return chat;
        });
  }

  @Test
  public void longAnswer_readerScrolledUp_staysThereAndOffersAWayBack() {
    long chat = storeALongAnswer();
    screen.launchChat();
    assertThat(atEnd()).isTrue();
    assertThat(screen.<Integer>read(a -> a.findViewById(R.id.jump).getVisibility()))
        .isEqualTo(android.view.View.GONE);

    int line = topLine();
    screen.with(activity -> activity.findViewById(R.id.messages).scrollBy(0, -900));
    screen.settle();
    assertThat(topLine()).as("a finger goes no further than it goes").isEqualTo(line + 900);
    assertThat(screen.<Integer>read(a -> a.findViewById(R.id.jump).getVisibility()))
        .isEqualTo(android.view.View.VISIBLE);
    int before = offset();
    screen.stored(
        repository -> {
          repository.rename(chat, "Another state of the same chat");
          return chat;
        });
    screen.settle();
    assertThat(offset()).isEqualTo(before);

    screen.click(R.id.jump);
    assertThat(atEnd()).isTrue();
  }

  @Test
  public void rotation_inTheMiddle_goesOnInTheNewWindow() {
    stopInTheMiddle();
    screen.scenario().recreate();
    screen.redraw();
    assertThat(answer().source()).isEqualTo(ANSWER.substring(0, HALF));
    assertThat(answer().growing()).isTrue();
    assertThat(screen.<CharSequence>read(a -> a.findViewById(R.id.send).getContentDescription()))
        .isEqualTo("Stop");

    goOn.countDown();
    screen.settle();
    assertThat(answer().source()).isEqualTo(ANSWER);
    assertThat(answer().growing()).isFalse();
    assertThat(text(R.id.stats)).endsWith("finished");
  }

  @Test
  public void growingAnswer_readerScrolledUp_staysAtTheSameLine() {
    storeALongAnswer();
    backend.answer(SmallTokenizer.answer(GROWING));
    standAtHalf();
    screen.launchChat();
    screen.send("And now?");
    screen.settleAround(() -> reached.getCount() == 0);
    assertThat(atEnd()).as("who has not scrolled follows").isTrue();

    screen.with(activity -> activity.findViewById(R.id.messages).scrollBy(0, -900));
    screen.redraw();
    int before = topLine();
    int room = below();
    goOn.countDown();
    screen.settle();

    assertThat(topLine()).isEqualTo(before);
    assertThat(below()).as("it has grown below").isGreaterThan(room);
    assertThat(screen.<View>read(a -> a.findViewById(R.id.jump)).isShown()).isTrue();
    screen.click(R.id.jump);
    assertThat(atEnd()).isTrue();
    assertThat(answerAtTheEnd()).isEqualTo(GROWING);
  }

  /** Where the first row that is seen begins, and which it is. */
  private int topLine() {
    return screen.read(
        activity -> {
          RecyclerView rows = activity.findViewById(R.id.messages);
          View first = rows.getChildAt(0);
          return 100_000 * rows.getChildAdapterPosition(first) + first.getTop();
        });
  }

  /** How far it is to the end, in pixels and by the list's own estimate. */
  private int below() {
    return screen.read(
        activity -> {
          RecyclerView rows = activity.findViewById(R.id.messages);
          return rows.computeVerticalScrollRange()
              - rows.computeVerticalScrollOffset()
              - rows.computeVerticalScrollExtent();
        });
  }

  private String answerAtTheEnd() {
    return screen.read(
        activity -> {
          RecyclerView rows = activity.findViewById(R.id.messages);
          View last = rows.getChildAt(rows.getChildCount() - 1);
          return last.<MarkdownView>findViewById(R.id.answer).source();
        });
  }

  @Test
  public void model_missing_saysSoAndOffersAnotherTry() {
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("expected a model but found none");
            });
    screen.launch();
    screen.click(R.id.empty_new_chat);
    assertThat(text(R.id.failure_title)).isEqualTo("The model file could not be copied or read");
    assertThat(text(R.id.model)).isEqualTo("Ember Small · not loaded");

    screen.app().model(() -> ScriptedModel.engine(backend));
    screen.click(R.id.failure_retry);
    assertThat(text(R.id.model)).isEqualTo(ScriptedModel.NAME + " · CPU");
  }

  @Test
  public void chat_windowNarrowedForWantOfMemory_saysSoAtItsBeginningAndInItsSheet() {
    screen.app().model(() -> narrowed(ScriptedModel.engine(backend)));
    screen.launch();
    screen.click(R.id.empty_new_chat);
    String words =
        screen
            .app()
            .getString(R.string.window_narrowed, ScriptedModel.NAME, NARROW, ScriptedModel.CONTEXT);
    assertThat(words).contains("sees 128 of 512 tokens");
    assertThat(screen.<View>read(a -> a.findViewById(R.id.narrow_bar)).isShown()).isTrue();
    assertThat(barText()).isEqualTo(words);

    screen.click(R.id.meter_block);
    TextView inSheet = screen.dialog().findViewById(R.id.window_narrowed);
    assertThat(inSheet.isShown()).isTrue();
    assertThat(inSheet.getText().toString()).isEqualTo(words);
    screen.closeDialog();

    screen.send("Who are you?");
    screen.settle();
    assertThat(screen.<View>read(a -> a.findViewById(R.id.narrow_bar)).isShown()).isFalse();
  }

  @Test
  public void meter_windowOfTheLoadedModelChanged_isOfTheNewOne() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.send("Who are you?");
    screen.settle();
    assertThat(text(R.id.meter)).endsWith("/ 512 tokens");

    screen.with(
        activity ->
            new ViewModelProvider(
                    (MainActivity) activity, ModelsViewModel.factory(screen.app().scope()))
                .get(ModelsViewModel.class)
                .tune(ModelLibrary.BUILT_IN, ModelTuning.NONE.withWindow(256)));
    screen.settle();
    assertThat(text(R.id.meter)).endsWith("/ 256 tokens");
  }

  @Test
  public void chat_windowWhole_saysNothingOfMemory() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    assertThat(text(R.id.model)).isEqualTo(ScriptedModel.NAME + " · CPU");
    assertThat(screen.<View>read(a -> a.findViewById(R.id.narrow_bar)).isShown()).isFalse();
  }

  @Test
  public void keyboardFocus_moved_takesItsRingAlong() {
    launchForAKeyboard();
    screen.click(R.id.empty_new_chat);
    focus(R.id.back);
    assertThat(edgeOf(R.id.back)).isEqualTo(ring());
    focus(R.id.more);
    assertThat(edgeOf(R.id.more)).isEqualTo(ring());
    assertThat(edgeOf(R.id.back)).isNotEqualTo(ring());
  }

  @Test
  public void keyboardFocus_inADialog_hasItsRingThereToo() {
    launchForAKeyboard();
    screen.with(
        activity ->
            DetailsDialog.of("What went wrong", "The lamp is out of oil.")
                .show(((MainActivity) activity).getSupportFragmentManager(), null));
    screen.settle();
    View dialog = screen.dialog();
    View close = dialog.findViewById(android.R.id.button1);
    View copy = dialog.findViewById(android.R.id.button2);
    screen.with(activity -> close.requestFocus());
    screen.settle();
    assertThat(screen.<Integer>read(a -> edgeOf(close, dialog))).isEqualTo(ring());
    assertThat(screen.<Integer>read(a -> edgeOf(copy, dialog))).isNotEqualTo(ring());
  }

  /** No window is opened by a finger from now on, until {@link #backToTouch}. */
  private void launchForAKeyboard() {
    InstrumentationRegistry.getInstrumentation().setInTouchMode(false);
    screen.launch();
    assertThat(screen.<View>read(a -> a.findViewById(R.id.content)).isInTouchMode()).isFalse();
  }

  /** For the tests behind, however one ended. */
  @After
  public void backToTouch() {
    InstrumentationRegistry.getInstrumentation().setInTouchMode(true);
  }

  private void focus(int id) {
    screen.with(activity -> activity.findViewById(id).requestFocus());
    screen.settle();
  }

  private int ring() {
    return screen.read(
        activity ->
            MaterialColors.getColor(
                activity.findViewById(R.id.content),
                com.google.android.material.R.attr.colorOnSurface));
  }

  private int edgeOf(int id) {
    return screen.read(
        activity -> edgeOf(activity.findViewById(id), activity.getWindow().getDecorView()));
  }

  /** The colour within the first two dp of a view, half way down. */
  private static int edgeOf(View view, View window) {
    int[] place = new int[2];
    view.getLocationInWindow(place);
    Bitmap picture =
        Bitmap.createBitmap(window.getWidth(), window.getHeight(), Bitmap.Config.ARGB_8888);
    window.draw(new Canvas(picture));
    return picture.getPixel(place[0] + 2, place[1] + view.getHeight() / 2);
  }

  private static Engine narrowed(Engine whole) {
    FakeBackend narrow = new FakeBackend(ScriptedModel.config().withContext(NARROW));
    narrow.answer(SmallTokenizer.answer(ANSWER));
    return new Engine(whole.manifest(), whole.tokenizer(), whole.template(), narrow);
  }

  private String barText() {
    return screen.read(
        activity -> {
          View bar = activity.findViewById(R.id.narrow_bar);
          return bar.<TextView>findViewById(R.id.bar_text).getText().toString();
        });
  }

  private void stopInTheMiddle() {
    standAtHalf();
    screen.launch();
    screen.click(R.id.empty_new_chat);
    type("Who are you?");
    screen.with(activity -> activity.findViewById(R.id.send).performClick());
    screen.settleAround(() -> reached.getCount() == 0);
  }

  private void standAtHalf() {
    backend.beforeDecode(
        call -> {
          if (call == HALF) {
            reached.countDown();
            await();
          }
        });
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the model", e);
    }
  }

  private void type(String text) {
    screen.with(
        activity -> {
          EditText field = activity.findViewById(R.id.field);
          field.requestFocus();
          field.setText(text);
        });
  }

  private MarkdownView answer() {
    return screen.read(activity -> activity.findViewById(R.id.answer));
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  private boolean atEnd() {
    return screen.read(activity -> !activity.findViewById(R.id.messages).canScrollVertically(1));
  }

  private int offset() {
    return screen.read(
        activity -> {
          RecyclerView rows = activity.findViewById(R.id.messages);
          return rows.computeVerticalScrollOffset();
        });
  }
}
