package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.graphics.Rect;
import android.os.SystemClock;
import android.text.Layout;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityManager;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.markdown.GrowingTextView;
import dev.ember.app.settings.Settings;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;
import org.robolectric.shadows.ShadowDialog;

/** A tap on a word of an answer, while it is shown how sure the model was of each. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class TappedWordTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void word_tappedAnywhere_isTheOneThatIsAskedFor() {
    askTheWordModel(true);
    tap("sun", 0, 0.1f);
    assertThat(title()).isEqualTo("Why “sun”?");
    screen.closeDialog();
    tap("sun", 2, 0.9f);
    assertThat(title()).isEqualTo("Why “sun”?");
  }

  @Test
  public void wordOfTheSheet_tapped_isAskedForNext() {
    askTheWordModel(true);
    tap("sun", 1, 0.5f);
    TextView words = screen.dialog().findViewById(R.id.why_text);
    touch(words, words, words.getText().toString().indexOf("light"), 0.9f);
    screen.settle();
    assertThat(title()).isEqualTo("Why “light”?");
  }

  @Test
  public void word_tappedWhileNothingIsTinted_isNotAskedFor() {
    askTheWordModel(false);
    tap("sun", 1, 0.5f);
    assertThat(ShadowDialog.getLatestDialog()).isNull();
  }

  @Test
  public void emptyEndOfALine_tapped_asksForNothing() {
    askTheWordModel(true);
    tap("us", 1, 5);
    assertThat(ShadowDialog.getLatestDialog()).isNull();
  }

  /** TalkBack's double tap may come as a touch in the middle of what it has read. */
  @Test
  public void word_tappedForAScreenReader_isNotAskedFor() {
    shadowOf(screen.app().getSystemService(AccessibilityManager.class))
        .setTouchExplorationEnabled(true);
    askTheWordModel(true);
    tap("sun", 1, 0.5f);
    assertThat(ShadowDialog.getLatestDialog()).isNull();
  }

  @Test
  public void linkAndCode_tapped_keepTheirOwnTaps() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer("See [there](https://a.b) once.\n\n```\nlamp on\n```\n"));
    screen.app().model(() -> ScriptedModel.engine(words));
    ask(true);
    tap("lamp", 1, 0.5f);
    tap("there", 1, 0.5f);
    assertThat(ShadowDialog.getLatestDialog()).isNull();
    assertThat(shadowOf(screen.app()).getNextStartedActivity().getDataString())
        .isEqualTo("https://a.b");
    tap("once", 1, 0.5f);
    assertThat(title()).isEqualTo("Why “n”?"); // of a model that has letters for words
  }

  /** So near that the link takes it. */
  @Test
  public void spaceBesideALink_tapped_isTheLinksAlone() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer("See [there](https://a.b) once."));
    screen.app().model(() -> ScriptedModel.engine(words));
    ask(true);
    tap("See ", 3, 0.9f);
    assertThat(shadowOf(screen.app()).getNextStartedActivity().getDataString())
        .isEqualTo("https://a.b");
    assertThat(ShadowDialog.getLatestDialog()).isNull();
  }

  private void askTheWordModel(boolean tinted) {
    screen.app().model(WordModel::engine);
    ask(tinted);
  }

  private void ask(boolean tinted) {
    Settings.of(screen.app()).set(Settings.Switch.SHOW_SURENESS, tinted);
    screen.app().scope().engine().recordSureness(true);
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.send("How long does it take?");
    screen.settle();
  }

  private String title() {
    return screen.dialog().<TextView>findViewById(R.id.why_title).getText().toString();
  }

  /**
   * Taps a character of the answer.
   *
   * @param word that it is of
   * @param index of it in the word
   * @param share of its width, from its left
   */
  private void tap(String word, int index, float share) {
    screen.with(
        activity -> {
          View answer = activity.findViewById(R.id.answer);
          TextView text = Objects.requireNonNull(textWith(answer, word), word);
          touch(answer, text, text.getText().toString().indexOf(word) + index, share);
        });
    screen.settle();
  }

  private static @Nullable TextView textWith(View view, String word) {
    if (view instanceof GrowingTextView text && text.getText().toString().contains(word)) {
      return text;
    }
    TextView found = null;
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount() && found == null; i++) {
        found = textWith(group.getChildAt(i), word);
      }
    }
    return found;
  }

  /** A finger on a character of a text that lies in a view, or is it. */
  private static void touch(View view, TextView text, int offset, float share) {
    Layout layout = Objects.requireNonNull(text.getLayout(), "layout");
    float left = layout.getPrimaryHorizontal(offset);
    int line = layout.getLineForOffset(offset);
    float right =
        offset + 1 < layout.getLineVisibleEnd(line)
            ? layout.getPrimaryHorizontal(offset + 1)
            : layout.getLineRight(line);
    Rect place = new Rect();
    if (view != text) {
      ((ViewGroup) view).offsetDescendantRectToMyCoords(text, place);
    }
    float x = place.left + text.getTotalPaddingLeft() + left + share * (right - left);
    int middle = (layout.getLineTop(line) + layout.getLineBottom(line)) / 2;
    float y = place.top + text.getTotalPaddingTop() + middle;
    long now = SystemClock.uptimeMillis();
    for (int action : new int[] {MotionEvent.ACTION_DOWN, MotionEvent.ACTION_UP}) {
      MotionEvent event = MotionEvent.obtain(now, now, action, x, y, 0);
      view.dispatchTouchEvent(event);
      event.recycle();
    }
  }
}
