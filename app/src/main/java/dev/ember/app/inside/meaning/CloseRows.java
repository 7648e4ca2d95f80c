package dev.ember.app.inside.meaning;

import android.graphics.Typeface;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat;
import dev.ember.app.R;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Words with how near they are, one row each; a tap asks for the word's own neighbours. */
final class CloseRows {
  /** From this size of font on, word, bar and number stand below each other. */
  private static final float LARGE_FONT = 1.3f;

  private final ViewGroup rows;
  private final Consumer<String> chosen;

  /**
   * @param rows a column with nothing else in it
   * @param chosen hears a word that was tapped
   */
  CloseRows(ViewGroup rows, Consumer<String> chosen) {
    this.rows = rows;
    this.chosen = chosen;
  }

  /**
   * Shows others. The nearest fills the width.
   *
   * @param expected the word that stands out; where it is empty, none does and all are to be seen
   */
  void show(List<Sight.Close> words, String expected) {
    float largest = 0;
    for (Sight.Close each : words) {
      largest = Math.max(largest, each.similarity());
    }
    boolean tall = rows.getResources().getConfiguration().fontScale >= LARGE_FONT;
    int layout = tall ? R.layout.row_close_tall : R.layout.row_close;
    while (rows.getChildCount() > words.size()) {
      rows.removeViewAt(rows.getChildCount() - 1);
    }
    for (int i = 0; i < words.size(); i++) {
      if (i == rows.getChildCount()) {
        rows.addView(LayoutInflater.from(rows.getContext()).inflate(layout, rows, false));
      }
      Sight.Close each = words.get(i);
      float share = largest <= 0 ? 0 : each.similarity() / largest;
      boolean marked = each.word().equalsIgnoreCase(expected);
      bind(rows.getChildAt(i), each, marked);
      ViewCompat.<ClosenessBar>requireViewById(rows.getChildAt(i), R.id.close_bar)
          .show(share, marked || expected.isEmpty());
    }
  }

  private void bind(View row, Sight.Close each, boolean marked) {
    TextView word = ViewCompat.requireViewById(row, R.id.close_word);
    word.setText(each.word());
    word.setTypeface(marked ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
    String number = number(each.similarity());
    ViewCompat.<TextView>requireViewById(row, R.id.close_number).setText(number);
    row.setContentDescription(
        row.getContext().getString(R.string.meaning_close_spoken, each.word(), number));
    row.setOnClickListener(view -> chosen.accept(each.word()));
    ViewCompat.replaceAccessibilityAction(
        row,
        AccessibilityActionCompat.ACTION_CLICK,
        row.getContext().getString(R.string.meaning_see_neighbours),
        null);
  }

  private String number(float similarity) {
    Locale locale = rows.getResources().getConfiguration().getLocales().get(0);
    return String.format(locale, "%.2f", similarity);
  }
}
