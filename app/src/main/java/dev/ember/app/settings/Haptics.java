package dev.ember.app.settings;

import android.view.View;
import androidx.core.view.HapticFeedbackConstantsCompat;
import androidx.core.view.ViewCompat;

/** What a finger feels, if its owner wants that and the phone's own setting allows it. */
public final class Haptics {
  private Haptics() {}

  /** Something was sent. */
  public static void confirm(View view) {
    perform(view, HapticFeedbackConstantsCompat.CONFIRM);
  }

  /** One step of a slider. */
  public static void tick(View view) {
    perform(view, HapticFeedbackConstantsCompat.SEGMENT_FREQUENT_TICK);
  }

  /** Something was refused. */
  public static void reject(View view) {
    perform(view, HapticFeedbackConstantsCompat.REJECT);
  }

  private static void perform(View view, int feeling) {
    if (Settings.of(view.getContext()).is(Settings.Switch.HAPTICS)) {
      ViewCompat.performHapticFeedback(view, feeling);
    }
  }
}
