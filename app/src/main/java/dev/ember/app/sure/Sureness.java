package dev.ember.app.sure;

import androidx.annotation.StringRes;
import dev.ember.app.R;

/**
 * Five classes of how probable the model alone found a word, the surest first. Classes and no ramp,
 * for a reader is to tell them apart at a glance.
 */
public enum Sureness {
  SURE(0.9f, R.string.sure_sure),
  RATHER_SURE(0.5f, R.string.sure_rather),
  TORN(0.2f, R.string.sure_torn),
  DOUBTFUL(0.05f, R.string.sure_doubtful),
  SURPRISED(0, R.string.sure_surprised);

  private final float from;
  @StringRes private final int words;

  Sureness(float from, @StringRes int words) {
    this.from = from;
    this.words = words;
  }

  /**
   * The class of a probability.
   *
   * @param probability from 0 to 1
   */
  public static Sureness of(float probability) {
    for (Sureness sureness : values()) {
      if (probability >= sureness.from) {
        return sureness;
      }
    }
    return SURPRISED;
  }

  /** The least probability of the class. */
  public float from() {
    return from;
  }

  /** What it is called. */
  @StringRes
  public int words() {
    return words;
  }
}
