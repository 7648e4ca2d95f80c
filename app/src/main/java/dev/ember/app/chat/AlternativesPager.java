package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import android.view.ViewStub;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * ‹ 2/3 ›: which alternative of a message is shown. There only where there are several, and made
 * only then: few messages have any.
 */
final class AlternativesPager {
  private final ViewStub stub;
  private final IntConsumer choose;
  private @Nullable View pager;

  /**
   * @param choose gets -1 for the one before, 1 for the next
   */
  AlternativesPager(View row, IntConsumer choose) {
    stub = ViewCompat.requireViewById(row, R.id.pager);
    this.choose = choose;
  }

  void show(Branching branching, boolean movable) {
    if (branching.chooses()) {
      show(branching, movable, made());
    } else if (pager != null) {
      pager.setVisibility(View.GONE);
    }
  }

  private View made() {
    if (pager == null) {
      pager = stub.inflate();
      previous(pager).setOnClickListener(view -> choose.accept(-1));
      next(pager).setOnClickListener(view -> choose.accept(1));
    }
    return pager;
  }

  private static void show(Branching branching, boolean movable, View pager) {
    previous(pager).setEnabled(movable && branching.hasPrevious());
    next(pager).setEnabled(movable && branching.hasNext());
    Context context = pager.getContext();
    int shown = branching.alternative();
    int all = branching.alternatives();
    TextView place = ViewCompat.requireViewById(pager, R.id.pager_place);
    place.setText(context.getString(R.string.alternative, shown, all));
    place.setContentDescription(context.getString(R.string.alternative_spoken, shown, all));
    pager.setVisibility(View.VISIBLE);
  }

  private static View previous(View pager) {
    return ViewCompat.requireViewById(pager, R.id.pager_previous);
  }

  private static View next(View pager) {
    return ViewCompat.requireViewById(pager, R.id.pager_next);
  }
}
