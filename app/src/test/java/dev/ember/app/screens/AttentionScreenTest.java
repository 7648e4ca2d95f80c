package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.view.KeyEvent;
import android.view.View;
import android.widget.TextView;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Where the model looks, while it cannot look yet. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class AttentionScreenTest {
  private static final int SCROLLED = 40;

  /** Pixels that the longest name of a row is wider than. */
  private static final int NAMES = 60;

  @Rule public final ScreenRule screen = new ScreenRule();

  private boolean isShown(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  @Test
  public void look_behindAChat_saysSoAndCanBeStoppedAndTakenUpAgain() {
    screen.launch();
    Lab lab = screen.app().scope().lab();
    screen.with(activity -> lab.chatIsAnswered(true));
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ATTENTION, InsideText.of("the lamp")));
    screen.redraw();
    assertThat(text(R.id.inside_working_words)).startsWith("Waiting until the answer is written");
    assertThat(isShown(R.id.attention_map)).isFalse();

    screen.click(R.id.inside_cancel);
    assertThat(text(R.id.inside_empty_title)).isEqualTo("Stopped");
    screen.with(activity -> lab.chatIsAnswered(false));
    screen.scenario().recreate();
    screen.settle();
    assertThat(isShown(R.id.attention_map)).isFalse();

    screen.click(R.id.inside_stopped_again);
    assertThat(isShown(R.id.attention_map)).isTrue();
    assertThat(text(R.id.attention_reading)).contains("lamp");
  }

  @Test
  public void grid_widerThanThePhone_keepsTheNamesOfItsRowsInSightWhileItScrolls() {
    RuntimeEnvironment.setFontScale(ScreenshotTest.LARGE_FONT);
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.ATTENTION, InsideText.NONE));
    screen.settle();
    screen.with(
        activity -> {
          View grid = activity.findViewById(R.id.attention_grid);
          View scroller = (View) grid.getParent();
          int[] before = names(grid, 0);
          scroller.scrollTo(SCROLLED, 0);
          assertThat(scroller.getScrollX()).isEqualTo(SCROLLED);
          assertThat(names(grid, SCROLLED)).isEqualTo(before);
          assertThat(Arrays.stream(before).distinct().count()).isGreaterThan(2);
        });
  }

  @Test
  public void grid_arrowsAndEnterOfAKeyboard_chooseAWord() {
    screen.launch();
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ATTENTION, InsideText.of("the lamp")));
    screen.settle();
    String before = text(R.id.attention_reading);
    screen.with(
        activity -> {
          View grid = activity.findViewById(R.id.attention_grid);
          assertThat(grid.requestFocusFromTouch()).isTrue(); // which a key does
          press(grid, KeyEvent.KEYCODE_DPAD_DOWN);
          press(grid, KeyEvent.KEYCODE_DPAD_UP);
          press(grid, KeyEvent.KEYCODE_ENTER);
        });
    screen.settle();
    assertThat(text(R.id.attention_reading)).isNotEqualTo(before);
  }

  private static void press(View view, int key) {
    assertThat(view.dispatchKeyEvent(new KeyEvent(KeyEvent.ACTION_DOWN, key))).isTrue();
    view.dispatchKeyEvent(new KeyEvent(KeyEvent.ACTION_UP, key));
  }

  /** The strip of the lower half that begins at a place, without the cells that follow. */
  private static int[] names(View grid, int left) {
    Bitmap all = Bitmap.createBitmap(grid.getWidth(), grid.getHeight(), Bitmap.Config.ARGB_8888);
    Canvas canvas = new Canvas(all);
    canvas.drawColor(
        MaterialColors.getColor(grid, com.google.android.material.R.attr.colorSurface));
    grid.draw(canvas);
    int height = grid.getHeight() / 2;
    int[] pixels = new int[NAMES * height];
    all.getPixels(pixels, 0, NAMES, left, grid.getHeight() - height, NAMES, height);
    return pixels;
  }
}
