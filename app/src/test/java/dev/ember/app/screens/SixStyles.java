package dev.ember.app.screens;

import android.widget.EditText;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.List;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** A tour of screens that is taken in each style that the documentation shows. */
abstract class SixStyles extends ThreeStyles {
  /** What the name of a picture ends in. */
  static final List<String> ALL_STYLES =
      List.of("light", "dark", "chinese", "font-200", "landscape", "tablet");

  private static final String CHINESE = "chinese";

  /** Whether its words are Chinese. */
  static boolean isChinese(String style) {
    return style.equals(CHINESE);
  }

  /** In Chinese over the model that ships: the model of the tests has no pieces for it. */
  void launchToLookInside(String style) {
    if (isChinese(style)) {
      screen.app().lookIntoWhatShips();
    }
    screen.launch();
  }

  /** An English text, or the one that the app has itself where its words are Chinese. */
  static InsideText text(String style, String english) {
    return isChinese(style) ? InsideText.NONE : InsideText.of(english);
  }

  /** Opens a screen that looks inside. */
  void open(InsideScreen which, InsideText text) {
    screen.with(activity -> ((MainActivity) activity).openInside(which, text));
    screen.settle();
  }

  /** The same behind a chat that is answered, for which it waits. */
  void openBehindAChat(InsideScreen which, InsideText text) {
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(true));
    screen.with(activity -> ((MainActivity) activity).openInside(which, text));
    screen.redraw();
  }

  /** The phone takes the memory back, which ends a look that waits; then the chat is answered. */
  void takeMemory() {
    screen.with(activity -> screen.app().scope().lab().relieveMemory());
    screen.settle();
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(false));
  }

  /** How a look stands, where a test cannot bring it there; nothing has come out yet. */
  void show(LabState<Object> state) {
    screen.with(activity -> activity.<LabStateView>findViewById(R.id.inside_state).show(state));
    screen.redraw();
  }

  /** Types into the line at the top of a screen that looks inside. */
  void type(String text) {
    screen.with(activity -> ((EditText) activity.findViewById(R.id.inside_field)).setText(text));
    screen.settle();
  }

  @Test
  public void screens_largeFont() throws IOException {
    RuntimeEnvironment.setFontScale(ScreenshotTest.LARGE_FONT);
    tour("font-200");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.LYING)
  public void screens_landscape() throws IOException {
    tour("landscape");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.TABLET)
  public void screens_tablet() throws IOException {
    tour("tablet");
  }
}
