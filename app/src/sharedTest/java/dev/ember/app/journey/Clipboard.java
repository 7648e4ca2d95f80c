package dev.ember.app.journey;

import android.content.ClipData;
import android.content.ClipboardManager;
import java.util.Objects;

/** What another app would paste. */
final class Clipboard {
  private Clipboard() {}

  /** Asked from the app's own window, for Android tells no other of what was copied. */
  static String text(AppDriver app) {
    return app.read(
        activity -> {
          ClipData copied = activity.getSystemService(ClipboardManager.class).getPrimaryClip();
          return Objects.requireNonNull(copied, "something that was copied")
              .getItemAt(0)
              .coerceToText(activity)
              .toString();
        });
  }
}
