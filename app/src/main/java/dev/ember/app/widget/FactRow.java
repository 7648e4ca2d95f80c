package dev.ember.app.widget;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** A name and a value, side by side; one above the other where the font is large. */
public final class FactRow {
  /** From this font scale on a word of the name would be broken. */
  private static final float STACK_FROM = 1.3f;

  private FactRow() {}

  /** Adds a row and gives it. */
  public static View add(ViewGroup facts, String name, String value) {
    View row = LayoutInflater.from(facts.getContext()).inflate(R.layout.row_fact, facts, false);
    TextView first = ViewCompat.requireViewById(row, R.id.fact_name);
    TextView second = ViewCompat.requireViewById(row, R.id.fact_value);
    first.setText(name);
    second.setText(value);
    if (row.getResources().getConfiguration().fontScale >= STACK_FROM) {
      ((LinearLayout) row).setOrientation(LinearLayout.VERTICAL);
      widen(first);
      widen(second);
    }
    facts.addView(row);
    return row;
  }

  private static void widen(View view) {
    view.setLayoutParams(
        new LinearLayout.LayoutParams(
            LinearLayout.LayoutParams.MATCH_PARENT, LinearLayout.LayoutParams.WRAP_CONTENT));
  }
}
