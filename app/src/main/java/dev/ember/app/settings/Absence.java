package dev.ember.app.settings;

import androidx.lifecycle.ViewModel;

/**
 * How long nobody has been here. Survives a rotation, and not the process: whoever comes first has
 * been away for ever.
 */
public final class Absence extends ViewModel {
  private boolean away = true;
  private boolean everHere;
  private long sinceMs;

  void begin(long nowMs) {
    away = true;
    sinceMs = nowMs;
  }

  void end() {
    away = false;
    everHere = true;
  }

  boolean longerThan(long ms, long nowMs) {
    return away && (!everHere || nowMs - sinceMs >= ms);
  }
}
