package dev.ember.app.background;

import android.content.ComponentCallbacks2;
import dev.ember.app.scope.AppScope;

/** What Android's trim levels mean here. */
public final class MemoryPressure {
  private MemoryPressure() {}

  /**
   * Whether the phone needs memory back. {@code TRIM_MEMORY_UI_HIDDEN} is not that: it comes
   * whenever the last window goes away, and whoever unloads then loses the answer that is being
   * written. The levels of a running app below critical ask for less than a model that would have
   * to be loaded again. {@code TRIM_MEMORY_BACKGROUND} comes to a process that has nothing going
   * on, and is the only other level that Android 14 and later still send.
   *
   * @param level of {@link ComponentCallbacks2#onTrimMemory}
   */
  @SuppressWarnings("deprecation") // Android 13 and earlier send these levels
  public static boolean isReal(int level) {
    return level == ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL
        || level >= ComponentCallbacks2.TRIM_MEMORY_BACKGROUND;
  }

  /**
   * Does what a level asks for: models go after the answers in line, never during one. Main thread.
   *
   * @param level of {@link ComponentCallbacks2#onTrimMemory}
   */
  public static void answer(int level, AppScope scope) {
    if (isReal(level)) {
      scope.engine().relieveMemory();
      scope.lab().relieveMemory();
    }
  }
}
