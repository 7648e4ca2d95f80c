package dev.ember.app.chat;

import android.os.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * A text as it is told from others, without the text: that may be long, and the field it went into
 * is kept with the screen already.
 *
 * @param length in characters
 */
record GivenText(int length, int hash) {
  private static final String LENGTH = "given.length";
  private static final String HASH = "given.hash";

  static GivenText of(String text) {
    return new GivenText(text.length(), text.hashCode());
  }

  /** What {@link #save} wrote, or null if it did not. */
  static @Nullable GivenText restore(Bundle state) {
    return state.containsKey(LENGTH)
        ? new GivenText(state.getInt(LENGTH), state.getInt(HASH))
        : null;
  }

  void save(Bundle state) {
    state.putInt(LENGTH, length);
    state.putInt(HASH, hash);
  }
}
