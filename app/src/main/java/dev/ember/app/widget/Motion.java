package dev.ember.app.widget;

import android.animation.ValueAnimator;

/** What the user's wish for less motion means here. */
public final class Motion {

  /** Alpha of a pulsing cursor at its faintest. */
  public static final float CURSOR_FAINT = 0.35f;

  /** One breath of the cursor, from full to faint. */
  public static final long CURSOR_PULSE_MS = 900;

  private Motion() {}

  /** False where the system's animator scale is 0 ("remove animations"). */
  public static boolean wanted() {
    return ValueAnimator.areAnimatorsEnabled();
  }
}
