package dev.ember.app.chat;

import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import java.util.function.IntConsumer;

/** ‹ 2/3 ›: which alternative of a message is shown. There only where there are several. */
final class AlternativesPager {
  private final View pager;
  private final View previous;
  private final View next;
  private final TextView place;

  /**
   * @param choose gets -1 for the one before, 1 for the next
   */
  AlternativesPager(View row, IntConsumer choose) {
    pager = ViewCompat.requireViewById(row, R.id.pager);
    previous = ViewCompat.requireViewById(row, R.id.pager_previous);
    next = ViewCompat.requireViewById(row, R.id.pager_next);
    place = ViewCompat.requireViewById(row, R.id.pager_place);
    previous.setOnClickListener(view -> choose.accept(-1));
    next.setOnClickListener(view -> choose.accept(1));
  }

  void show(Branching branching, boolean movable) {
    pager.setVisibility(branching.chooses() ? View.VISIBLE : View.GONE);
    if (branching.chooses()) {
      previous.setEnabled(movable && branching.hasPrevious());
      next.setEnabled(movable && branching.hasNext());
      place.setText(
          place
              .getContext()
              .getString(R.string.alternative, branching.alternative(), branching.alternatives()));
      place.setContentDescription(
          place
              .getContext()
              .getString(
                  R.string.alternative_spoken, branching.alternative(), branching.alternatives()));
    }
  }
}
