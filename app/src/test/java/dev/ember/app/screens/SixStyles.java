package dev.ember.app.screens;

import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** A tour of screens that is taken in each style that the documentation shows. */
abstract class SixStyles {
  /** What the name of a picture ends in. */
  static final List<String> ALL_STYLES =
      List.of("light", "dark", "chinese", "font-200", "landscape", "tablet");

  @Rule public final ScreenRule screen = new ScreenRule();

  /**
   * Takes the pictures.
   *
   * @param style one of {@link #ALL_STYLES}
   */
  abstract void tour(String style) throws IOException;

  @Test
  public void screens_light() throws IOException {
    tour("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void screens_dark() throws IOException {
    tour("dark");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.CHINESE)
  public void screens_chinese() throws IOException {
    tour("chinese");
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
