package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.view.ContextThemeWrapper;
import android.view.View.MeasureSpec;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** {@link DiceStrip} in pixels: where the dice fell is within what was drawn. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
public final class DiceStripTest {
  private static final int WIDTH = 1000;
  private static final int NAMED = 8;

  /** Of a segment: less of it is hidden behind the mark. */
  private static final float LEAST = 0.02f;

  private final DiceStrip strip =
      new DiceStrip(
          new ContextThemeWrapper(RuntimeEnvironment.getApplication(), R.style.Theme_Ember), null);

  @Test
  public void draw_manyThrows_theDrawnSegmentLiesWhereTheDiceFell() {
    Random random = new Random(4);
    float[] logits = new float[60];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (2 * random.nextGaussian());
    }
    int seen = 0;
    for (int seed = 0; seed < 60; seed++) {
      // The second takes tokens that came before back, the first leaves them in their order.
      seen += requireMarkInside(logits, new SamplingOptions(1, 0, 1, 0, 1, 0, seed)) ? 1 : 0;
      seen += requireMarkInside(logits, new SamplingOptions(1, 0, 0.9f, 0, 3, 8, seed)) ? 1 : 0;
    }
    assertThat(seen).isGreaterThan(60);
  }

  /** Whether the drawn one is wide enough to be seen. */
  private boolean requireMarkInside(float[] logits, SamplingOptions options) {
    int[] before = {best(logits)};
    Draw draw = DrawRecorder.draw(logits, before, options, NAMED);
    List<Candidate> candidates = new ArrayList<>();
    draw.candidates()
        .forEach(
            each -> candidates.add(Candidate.of(each, new TokenName(TokenName.Kind.TEXT, "x"))));
    double value = Objects.requireNonNull(draw.dice(), "dice").value();
    strip.show(candidates, draw.token(), value);
    if (draw.drawn().finalProbability() < LEAST) {
      return false;
    }
    Bitmap drawn = pixels();
    int row = drawn.getHeight() / 2;
    int full =
        MaterialColors.getColor(strip, com.google.android.material.R.attr.colorTertiary, Color.RED);
    int from = WIDTH;
    int to = 0;
    for (int x = 0; x < WIDTH; x++) {
      if (drawn.getPixel(x, row) == full) {
        from = Math.min(from, x);
        to = Math.max(to, x);
      }
    }
    int slack = 6; // the mark's own width, and the gap behind a segment
    assertThat(value * WIDTH).isBetween((double) from - slack, (double) to + slack);
    return true;
  }

  private Bitmap pixels() {
    strip.measure(MeasureSpec.makeMeasureSpec(WIDTH, MeasureSpec.EXACTLY), 0);
    strip.layout(0, 0, WIDTH, strip.getMeasuredHeight());
    Bitmap bitmap = Bitmap.createBitmap(WIDTH, strip.getMeasuredHeight(), Bitmap.Config.ARGB_8888);
    strip.draw(new Canvas(bitmap));
    return bitmap;
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
