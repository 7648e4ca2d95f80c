package dev.ember.app.inside.meaning;

import android.app.Activity;
import dev.ember.app.R;

/** How many words a map names, for tests of the screen. */
public final class NamedWords {
  private NamedWords() {}

  /** Of the last picture of it. */
  public static int on(Activity activity) {
    return activity.<WordMap>findViewById(R.id.word_map).named();
  }
}
