package dev.ember.app.main;

import android.view.View;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** Says that a file of another app is being read, where that takes a while. */
final class ReadingBar {
  /** Most files are there sooner, and words that are gone at once can only startle. */
  private static final long AFTER_MS = 300;

  private final View screen;
  private final Runnable say = this::say;
  private @Nullable Snackbar said;

  ReadingBar(View screen) {
    this.screen = screen;
  }

  void show(OfferReading.State<?> state) {
    screen.removeCallbacks(say);
    if (state instanceof OfferReading.Coming<?>) {
      screen.postDelayed(say, AFTER_MS);
    } else if (said != null) {
      said.dismiss();
      said = null;
    }
  }

  private void say() {
    said = Snackbar.make(screen, R.string.attach_reading, Snackbar.LENGTH_INDEFINITE);
    said.show();
  }
}
