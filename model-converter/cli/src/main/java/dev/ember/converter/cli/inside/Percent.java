package dev.ember.converter.cli.inside;

import java.util.Locale;

/** Probabilities as people read them: seven columns, and what is not zero does not look so. */
public final class Percent {
  /** What would be written as 0.0 %. */
  private static final float SMALLEST_SHOWN = 0.0005f;

  private Percent() {}

  /** {@code " 59.2 %"}, {@code "< 0.1 %"}, or {@code " 0 %"} for what cannot come at all. */
  public static String of(float probability) {
    if (probability == 0) {
      return "    0 %";
    }
    return probability < SMALLEST_SHOWN
        ? "< 0.1 %"
        : String.format(Locale.ROOT, "%5.1f %%", probability * 100);
  }
}
