package dev.ember.app.screens;

import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.robolectric.annotation.Config;

/**
 * A tour of states that is taken in the styles in which colours and words differ; what changes the
 * room for them is the business of {@link SixStyles}.
 */
abstract class ThreeStyles {
  /** What the name of a picture ends in. */
  static final List<String> STYLES = List.of("light", "dark", "chinese");

  @Rule public final ScreenRule screen = new ScreenRule();

  /**
   * Takes the pictures.
   *
   * @param style one of {@link #STYLES}, or what a class below adds
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
}
