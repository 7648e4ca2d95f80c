package dev.ember.app.inside.step;

import android.view.View;
import dev.ember.app.settings.Haptics;

/** A tick in the finger for each token that is put behind a text; none for one taken back. */
final class TokenTicks {
  private final View page;
  private int before = -1;

  TokenTicks(View page) {
    this.page = page;
  }

  void show(StepState state) {
    int now = state.runs().stream().mapToInt(run -> run.grown().tokens().size()).max().orElse(0);
    // What stood there when the page came up was felt before; a jump is a text that is opened.
    if (before >= 0 && now == before + 1) {
      Haptics.tick(page);
    }
    before = now;
  }
}
