package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.os.Bundle;
import android.os.Parcel;
import dev.ember.app.main.MainActivity;
import org.robolectric.android.controller.ActivityController;

/** What a window hands the system to keep when the app goes to the back. */
final class SavedState {
  /** Half of what the system takes of an app: other screens have a state too. */
  private static final int MOST_BYTES = 500_000;

  private SavedState() {}

  /** What a window that stops hands over; fails where the system does not take so much. */
  static Bundle requireTaken(ActivityController<MainActivity> window) {
    Bundle state = new Bundle();
    window.pause().stop().saveInstanceState(state);
    assertThat(bytes(state)).as("bytes of state").isLessThan(MOST_BYTES);
    return state;
  }

  private static int bytes(Bundle state) {
    Parcel parcel = Parcel.obtain();
    parcel.writeBundle(state);
    int bytes = parcel.dataSize();
    parcel.recycle();
    return bytes;
  }
}
