package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.os.Bundle;
import android.os.Parcel;
import dev.ember.app.main.MainActivity;
import java.util.Objects;
import org.robolectric.android.controller.ActivityController;

/** What a window hands the system to keep when the app goes to the back. */
final class SavedState {
  /** Half of what the system takes of an app: other screens have a state too. */
  private static final int MOST_BYTES = 500_000;

  private SavedState() {}

  /**
   * What a window that stops hands over, as the next one gets it: through bytes; fails where the
   * system does not take so much.
   */
  static Bundle requireTaken(ActivityController<MainActivity> window) {
    Bundle state = new Bundle();
    window.pause().stop().saveInstanceState(state);
    Parcel out = Parcel.obtain();
    out.writeBundle(state);
    byte[] bytes = out.marshall();
    out.recycle();
    assertThat(bytes.length).as("bytes of state").isLessThan(MOST_BYTES);
    return read(bytes);
  }

  private static Bundle read(byte[] bytes) {
    Parcel in = Parcel.obtain();
    in.unmarshall(bytes, 0, bytes.length);
    in.setDataPosition(0);
    Bundle read = in.readBundle(SavedState.class.getClassLoader());
    in.recycle();
    return Objects.requireNonNull(read, "state");
  }
}
