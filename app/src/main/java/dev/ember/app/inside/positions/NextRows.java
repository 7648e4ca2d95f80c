package dev.ember.app.inside.positions;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.inside.why.WhyWords;
import java.util.List;

/** What may come next, one row each. */
final class NextRows {
  private static final int WHOLE = 1000;

  private final ViewGroup rows;

  NextRows(ViewGroup rows) {
    this.rows = rows;
  }

  void show(List<Order.Next> next) {
    while (rows.getChildCount() > next.size()) {
      rows.removeViewAt(rows.getChildCount() - 1);
    }
    for (int i = 0; i < next.size(); i++) {
      if (i == rows.getChildCount()) {
        rows.addView(
            LayoutInflater.from(rows.getContext()).inflate(R.layout.row_next, rows, false));
      }
      bind(rows.getChildAt(i), next.get(i));
    }
  }

  private void bind(View row, Order.Next next) {
    WhyWords words = new WhyWords(rows.getContext());
    String share = words.percent(next.probability());
    ViewCompat.<TextView>requireViewById(row, R.id.next_word).setText(words.name(next.name()));
    ViewCompat.<TextView>requireViewById(row, R.id.next_share).setText(share);
    LinearProgressIndicator bar = ViewCompat.requireViewById(row, R.id.next_bar);
    bar.setMax(WHOLE);
    bar.setProgress(Math.round(next.probability() * WHOLE));
    row.setContentDescription(
        rows.getContext()
            .getString(R.string.positions_next_spoken, words.aloud().name(next.name()), share));
  }
}
