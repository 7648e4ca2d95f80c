package dev.ember.app.inside.labeller;

import android.content.res.Resources;
import dev.ember.app.R;

/** What is asked where the reader asks nothing of their own. */
final class Prompts {
  private static final int[] ALL = {
    R.string.labeller_prompt_1,
    R.string.labeller_prompt_2,
    R.string.labeller_prompt_3,
    R.string.labeller_prompt_4,
    R.string.labeller_prompt_5,
    R.string.labeller_prompt_6,
    R.string.labeller_prompt_7,
    R.string.labeller_prompt_8,
    R.string.labeller_prompt_9,
    R.string.labeller_prompt_10,
    R.string.labeller_prompt_11,
    R.string.labeller_prompt_12,
  };

  private Prompts() {}

  /** The prompt at a place; behind the last comes the first. */
  static String at(Resources words, int place) {
    return words.getString(ALL[Math.floorMod(place, ALL.length)]);
  }
}
