package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import android.graphics.RectF;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = android.app.Application.class, sdk = 35)
public final class LineRouteTest {
  private static final float WIDTH = 300;
  private static final float ROW = 48;
  private static final float BOX = 25;

  /** Between a box and its word; half of the thickest line is 3. */
  private static final float PADDING = 6;

  private static final float ARCH = 22;
  private static final float CLEAR = 3;

  /** Of a pixel, for sums of a few floats. */
  private static final float ROUNDING = 1e-3f;

  private static final int SAMPLES = 50;
  private static final long SEED = 20260731;

  private final Random random = new Random(SEED);

  /** Words of random widths, broken into lines as the picture does. */
  private List<RectF> words(int count) {
    List<RectF> boxes = new ArrayList<>();
    float x = 0;
    float bottom = ROW;
    for (int i = 0; i < count; i++) {
      float wide = 2 * PADDING + 5 + random.nextFloat() * 80;
      if (x + wide > WIDTH) {
        x = 0;
        bottom += ROW;
      }
      boxes.add(new RectF(x, bottom - BOX, x + wide, bottom));
      x += wide;
    }
    return boxes;
  }

  @Test
  public void between_anyTwoWords_coversNone() {
    for (int text = 0; text < 20; text++) {
      List<RectF> boxes = words(30);
      LineRoute routes = new LineRoute(boxes, WIDTH, ARCH, CLEAR);
      for (int from = 0; from < boxes.size(); from++) {
        for (int to = 0; to <= from; to++) {
          requireClear(boxes, routes.between(from, to), "seed " + SEED + ", text " + text);
        }
      }
    }
  }

  /** A message is made for a place that is wrong alone: there are millions of places. */
  private static void requireClear(List<RectF> boxes, List<LineRoute.Part> way, String which) {
    for (LineRoute.Part part : way) {
      for (int i = 0; i <= SAMPLES; i++) {
        float x = part.xAt((float) i / SAMPLES);
        float y = part.yAt((float) i / SAMPLES);
        if (x < CLEAR - ROUNDING || x > WIDTH - CLEAR + ROUNDING || y < 0) {
          throw new AssertionError(String.format("%s: %s, %s is outside", which, x, y));
        }
        for (RectF box : boxes) {
          if (covers(box, x, y)) {
            throw new AssertionError(String.format("%s: %s, %s on %s", which, x, y, box));
          }
        }
      }
    }
  }

  private static boolean covers(RectF box, float x, float y) {
    return x + CLEAR > box.left + PADDING + ROUNDING
        && x - CLEAR < box.right - PADDING - ROUNDING
        && y > box.top
        && y < box.bottom;
  }

  @Test
  public void between_wordsOfThreeLines_leadsFromTheTopOfTheOneToTheBottomOfTheOther() {
    List<RectF> boxes =
        List.of(
            new RectF(0, 23, 60, 48),
            new RectF(0, 71, 90, 96),
            new RectF(90, 71, 200, 96),
            new RectF(0, 119, 60, 144));
    List<LineRoute.Part> way = new LineRoute(boxes, WIDTH, ARCH, CLEAR).between(3, 0);
    assertThat(way).hasSize(3);
    assertThat(way.get(0).x()).isEqualTo(30);
    assertThat(way.get(0).y()).isEqualTo(119);
    assertThat(way.get(1).x()).as("through the line between, at its edge").isEqualTo(CLEAR);
    assertThat(way.get(1).toX()).isEqualTo(CLEAR);
    assertThat(way.get(2).toX()).isEqualTo(30);
    assertThat(way.get(2).toY()).isEqualTo(48);
  }

  @Test
  public void between_wordsOfOneLine_risesAboveThem() {
    List<RectF> boxes = List.of(new RectF(0, 23, 60, 48), new RectF(60, 23, 120, 48));
    LineRoute.Part arch = new LineRoute(boxes, WIDTH, ARCH, CLEAR).between(1, 0).get(0);
    assertThat(arch.yAt(0.5f)).isCloseTo(23 - 0.75f * ARCH, within(1e-3f));
    assertThat(arch.xAt(0.5f)).isCloseTo(60, within(1e-3f));
  }
}
