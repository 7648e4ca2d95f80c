package dev.ember.app.settings;

import android.view.View;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a finger feel what goes wrong on a screen, once each: not what was wrong when the screen
 * came up, nor again when it is made anew.
 */
public final class NewTrouble {
  private final View screen;
  private @Nullable Set<String> before;

  public NewTrouble(View screen) {
    this.screen = screen;
  }

  /** Says all that is wrong now, each thing by a name of its own. */
  public void are(Set<String> now) {
    if (before != null && !before.containsAll(now)) {
      Haptics.reject(screen);
    }
    before = Set.copyOf(now);
  }
}
