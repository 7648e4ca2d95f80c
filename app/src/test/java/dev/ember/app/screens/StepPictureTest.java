package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Rect;
import android.view.View;
import android.widget.LinearLayout;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.Set;
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
  static final Set<String> ALL = Set.of("step", "step-chosen", "step-two");

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    screen.app().model(WordModel::engine);
    screen.launch();
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ONE_TOKEN, InsideText.of("This morning 8")));
    screen.settle();
    gallery.take(screen, "step");
    if (style.equals("landscape")) {
      assertThat(wholeRows()).as("candidates that are seen at once").isGreaterThan(1);
    }
    screen.click(R.id.step_forward);
    LinearLayout rows = screen.read(activity -> activity.findViewById(R.id.step_candidates));
    assertThat(rows.getChildCount()).isGreaterThan(5);
    screen.with(activity -> rows.getChildAt(1).performClick());
    screen.settle();
    gallery.take(screen, "step-chosen");
    takeTwo(gallery);
    gallery.close(ALL);
  }

  /**
   * Two dice over the sentence of {@link WordModel}, up to where it is torn and a token further.
   */
  private void takeTwo(Gallery gallery) throws IOException {
    screen.click(R.id.step_rewind);
    screen.click(R.id.step_two);
    for (int i = 0; i < 10; i++) {
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
