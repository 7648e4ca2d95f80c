package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.graphics.Rect;
import android.view.View;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.backend.Backend;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** One token at a time, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class StepPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of("step", "step-chosen", "step-two", "step-empty", "step-working", "step-failed");

  private @Nullable PausingBackend backend;
  private String start = "";

  /** Before one is chosen by hand. */
  private static final int DRAWN = 5;

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    boolean chinese = isChinese(style);
    start = chinese ? MorningTable.CHINESE_START : MorningTable.ENGLISH_START;
    MorningTable words = chinese ? MorningTable.CHINESE : MorningTable.ENGLISH;
    screen.app().model(() -> WordModel.engine(words, this::troubled));
    launchToLookInside(style);
    open(InsideScreen.ONE_TOKEN, InsideText.NONE);
    gallery.take(screen, "step-empty");
    takeTrouble(gallery);
    gallery.take(screen, "step");
    if (style.equals("landscape")) {
      assertThat(wholeRows()).as("candidates that are seen at once").isGreaterThan(1);
    }
    for (int i = 0; i < DRAWN; i++) {
      screen.click(R.id.step_forward);
    }
    LinearLayout rows = screen.read(activity -> activity.findViewById(R.id.step_candidates));
    assertThat(rows.getChildCount()).isGreaterThan(5);
    screen.with(activity -> rows.getChildAt(1).performClick());
    screen.settle();
    gallery.take(screen, "step-chosen");
    takeTwo(gallery);
    gallery.close(ALL);
  }

  private static String text(Activity activity, int id) {
    return activity.<TextView>findViewById(id).getText().toString();
  }

  private Backend troubled(Backend words) {
    backend = new PausingBackend(words);
    return backend;
  }

  /** While the model reads, and when it cannot. */
  private void takeTrouble(Gallery gallery) throws IOException {
    type(start.substring(0, start.length() / 2));
    PausingBackend model = Objects.requireNonNull(backend, "the model that has read");
    model.pauseAfter(0);
    screen.with(activity -> ((EditText) activity.findViewById(R.id.inside_field)).setText(start));
    screen.settleAround(model::stands);
    gallery.take(screen, "step-working");
    model.broken(true);
    model.goOn();
    screen.settle();
    screen.click(R.id.step_forward);
    gallery.take(screen, "step-failed");
    String failed = screen.read(activity -> text(activity, R.id.step_count));
    assertThat(failed).contains("the graph could not be run");
    model.broken(false);
    screen.click(R.id.step_forward);
    assertThat(screen.<String>read(activity -> text(activity, R.id.step_count)))
        .isNotEqualTo(failed);
    screen.click(R.id.step_rewind);
  }

  /** Two dice over the same beginning, each with a sentence of its own. */
  private void takeTwo(Gallery gallery) throws IOException {
    screen.click(R.id.step_rewind);
    screen.click(R.id.step_two);
    for (int i = 0; i < 7; i++) {
      screen.click(R.id.step_forward);
    }
    assertThat(text(R.id.step_first)).isNotEqualTo(text(R.id.step_second));
    gallery.take(screen, "step-two");
  }

  /** How many rows of candidates can be read without scrolling. */
  private int wholeRows() {
    return screen.read(
        activity -> {
          LinearLayout rows = activity.findViewById(R.id.step_candidates);
          int whole = 0;
          for (int i = 0; i < rows.getChildCount(); i++) {
            View row = rows.getChildAt(i);
            Rect seen = new Rect();
            whole += row.getGlobalVisibleRect(seen) && seen.height() == row.getHeight() ? 1 : 0;
          }
          return whole;
        });
  }

  private String text(int card) {
    return screen.read(
        activity -> {
          View text = activity.findViewById(card).findViewById(R.id.step_text);
          return text.getContentDescription().toString();
        });
  }
}
