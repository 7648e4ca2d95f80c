package dev.ember.app.screens;

import android.graphics.Rect;
import android.os.SystemClock;
import android.view.MotionEvent;
import android.view.View;
import com.google.android.material.slider.Slider;
import com.google.android.material.tabs.TabLayout;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.Set;
import java.util.TimeZone;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The part that looks inside the model, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class InsidePictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "inside",
          "lessons",
          "lesson",
          "tokens",
          "tokens-empty",
          "tokens-working",
          "tokens-failed",
          "inside-why",
          "inside-window",
          "inside-window-cut",
          "inside-window-empty",
          "inside-window-working",
          "inside-window-failed",
          "attention",
          "attention-empty",
          "attention-working",
          "attention-failed",
          "attention-list",
          "attention-layers");

  private static final String ENGLISH = "Ember glows in the ash. 小火";

  private static final float SMALL_WINDOW = 0.1f;

  /** More words than the tokens that can be looked at. */
  private static final String LONG = "The cat drank the milk. ".repeat(40);

  private static final String LONG_CHINESE = "小猫喝了牛奶。".repeat(40);

  /** About as many tokens, for one style: a map of these is pinched, or read by its rows. */
  private static final String SIXTY =
      "The cat drank the milk because it was thirsty. Then it sat by the window and looked at the"
          + " rain. A bird came and sang, and the cat was happy. In the evening the girl came home"
          + " and gave the cat a fish.";

  /** What a reader of bundles and the interpreter of templates say. */
  private static final String DAMAGE =
      "ember-tiny.ember: tokenizer.json at byte 118: expected a name but found }";

  private static final String REFUSED = "line 3: a conversation has to begin with a question";

  /** A lesson with sums between its lines. */
  private static final int VECTOR = 1;

  @Before
  public void setClock() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    launchToLookInside(style);
    screen.click(R.id.nav_inside);
    gallery.take(screen, "inside");
    takeLessons(gallery);
    takeTokens(gallery, style);
    open(InsideScreen.WHY, InsideText.NONE);
    gallery.take(screen, "inside-why");
    screen.click(R.id.page_back);
    takeWindow(gallery);
    takeAttention(gallery, style);
    gallery.close(ALL);
  }

  private void takeTokens(Gallery gallery, String style) throws IOException {
    openBehindAChat(InsideScreen.TOKENS, text(style, ENGLISH));
    gallery.take(screen, "tokens-working");
    show(new LabState.Failed<>(LabFault.DAMAGED, 0, 0, DAMAGE));
    gallery.take(screen, "tokens-failed");
    endChat();
    gallery.take(screen, "tokens");
    screen.click(R.id.inside_clear);
    gallery.take(screen, "tokens-empty");
    screen.click(R.id.page_back);
  }

  private void endChat() {
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(false));
    screen.settle();
  }

  /** The chat of the lesson, as it is and through a window of a few dozen tokens. */
  private void takeWindow(Gallery gallery) throws IOException {
    String chat = screen.read(activity -> activity.getString(R.string.lesson_context_try_text));
    open(InsideScreen.WINDOW, InsideText.NONE);
    gallery.take(screen, "inside-window-empty");
    screen.click(R.id.page_back);
    openBehindAChat(InsideScreen.WINDOW, InsideText.of(chat));
    gallery.take(screen, "inside-window-working");
    show(new LabState.Failed<>(LabFault.UNFIT, 0, 0, REFUSED));
    gallery.take(screen, "inside-window-failed");
    endChat();
    gallery.take(screen, "inside-window");
    screen.with(activity -> touch(activity.findViewById(R.id.window_slider), SMALL_WINDOW));
    screen.settle();
    gallery.take(screen, "inside-window-cut");
    screen.click(R.id.page_back);
  }

  /** Touches a slider at a share of its length. */
  private static void touch(Slider slider, float share) {
    int length = slider.getTrackWidth();
    float x = (slider.getWidth() - length) / 2f + share * length;
    long now = SystemClock.uptimeMillis();
    for (int action : new int[] {MotionEvent.ACTION_DOWN, MotionEvent.ACTION_UP}) {
      MotionEvent event = MotionEvent.obtain(now, now, action, x, slider.getHeight() / 2f, 0);
      slider.dispatchTouchEvent(event);
      event.recycle();
    }
  }

  private void takeLessons(Gallery gallery) throws IOException {
    screen.click(R.id.all_lessons);
    gallery.take(screen, "lessons");
    screen.with(activity -> ((MainActivity) activity).openLesson(VECTOR));
    screen.settle();
    gallery.take(screen, "lesson");
    screen.click(R.id.page_back);
    screen.click(R.id.page_back);
  }

  private void takeAttention(Gallery gallery, String style) throws IOException {
    String lesson = screen.read(activity -> activity.getString(R.string.lesson_attention_try_text));
    openBehindAChat(InsideScreen.ATTENTION, InsideText.of(style.equals("dark") ? SIXTY : lesson));
    show(new LabState.Working<>(LabState.Unit.LAYER, 2, 6, 4, false));
    gallery.take(screen, "attention-working");
    endChat();
    screen.click(R.id.attention_layer_more);
    screen.click(R.id.attention_row_before);
    gallery.take(screen, "attention");
    screen.with(
        activity -> {
          View list = activity.findViewById(R.id.attention_glances);
          list.requestRectangleOnScreen(new Rect(0, 0, list.getWidth(), list.getHeight()), true);
        });
    gallery.take(screen, "attention-list");
    screen.with(
        activity -> {
          TabLayout tabs = activity.findViewById(R.id.attention_tabs);
          tabs.selectTab(tabs.getTabAt(1));
        });
    screen.settle();
    gallery.take(screen, "attention-layers");
    screen.click(R.id.page_back);
    open(InsideScreen.ATTENTION, InsideText.of(isChinese(style) ? LONG_CHINESE : LONG));
    gallery.take(screen, "attention-failed");
    screen.click(R.id.inside_clear);
    gallery.take(screen, "attention-empty");
  }
}
