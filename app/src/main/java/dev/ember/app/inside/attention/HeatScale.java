package dev.ember.app.inside.attention;

import android.content.Context;
import androidx.annotation.ColorInt;
import dev.ember.app.R;

/** The design's nine steps of attention; finer below, because most weights are small. */
final class HeatScale {
  /** Where each step begins. */
  private static final double[] FROM = {0, 0.01, 0.03, 0.07, 0.15, 0.25, 0.40, 0.60, 0.80};

  /** The first whose colour stands out from a card by 3 to 1: bars use no weaker one. */
  private static final int FIRST_OF_BARS = 5;

  private final int[] colors;

  HeatScale(Context context) {
    colors = context.getResources().getIntArray(R.array.attention_heat);
  }

  static int steps() {
    return FROM.length;
  }

  /** The step of a weight, 0 to 8. */
  static int step(float weight) {
    int step = 0;
    while (step + 1 < FROM.length && weight >= FROM[step + 1]) {
      step++;
    }
    return step;
  }

  @ColorInt
  int color(int step) {
    return colors[step];
  }

  @ColorInt
  int barColor(float weight) {
    return colors[Math.max(FIRST_OF_BARS, step(weight))];
  }
}
