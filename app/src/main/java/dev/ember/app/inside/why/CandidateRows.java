package dev.ember.app.inside.why;

import android.graphics.Paint;
import android.graphics.Typeface;
import android.view.LayoutInflater;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat;
import dev.ember.app.R;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of a draw, one row each; those that can be chosen can be tapped. A row stays the
 * same view from draw to draw: who stands on the second one, by the keyboard or a screen reader,
 * still stands on the second one when others come up.
 */
public final class CandidateRows {
  /** From this size of font on, word, bars and numbers stand below each other. */
  private static final float LARGE_FONT = 1.3f;

  /** No token has this number. */
  private static final int NONE = -1;

  private final LinearLayout rows;
  private final WhyWords words;

  CandidateRows(LinearLayout rows, WhyWords words) {
    this.rows = rows;
    this.words = words;
  }

  /** The rows within a view, which has no others. */
  public static CandidateRows in(LinearLayout rows) {
    return new CandidateRows(rows, new WhyWords(rows.getContext()));
  }

  /** Shows what may come next: none stands there yet, so each can be chosen. */
  public void showAll(Explained next, Consumer<Candidate> chosen) {
    show(new Explained(next.candidates(), next.drawn(), NONE, next.dice(), true, true), chosen);
  }

  /**
   * @param chosen null where no word can be chosen
   */
  void show(Explained draw, @Nullable Consumer<Candidate> chosen) {
    List<Candidate> candidates = draw.candidates();
    fill(candidates.size());
    float largest = 0;
    for (Candidate candidate : candidates) {
      largest = Math.max(largest, Math.max(candidate.raw(), candidate.last()));
    }
    List<String> seen = words.names(candidates);
    List<String> heard = words.aloud().names(candidates);
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      View row = rows.getChildAt(i);
      bind(row, candidate, seen.get(i), draw);
      ViewCompat.<BarPair>requireViewById(row, R.id.candidate_bars)
          .show(candidate.raw(), candidate.last(), largest);
      row.setContentDescription(
          words.spoken(candidate, heard.get(i), candidate.token() == draw.drawn()));
      offer(row, candidate, canBeChosen(candidate, draw) ? chosen : null);
    }
  }

  /** Has so many rows, the first ones the same as before. */
  private void fill(int count) {
    boolean tall = rows.getResources().getConfiguration().fontScale >= LARGE_FONT;
    int layout = tall ? R.layout.row_candidate_tall : R.layout.row_candidate;
    while (rows.getChildCount() > count) {
      rows.removeViewAt(rows.getChildCount() - 1);
    }
    while (rows.getChildCount() < count) {
      View row = LayoutInflater.from(rows.getContext()).inflate(layout, rows, false);
      ViewCompat.setImportantForAccessibility(row, ViewCompat.IMPORTANT_FOR_ACCESSIBILITY_YES);
      rows.addView(row);
    }
  }

  private void bind(View row, Candidate candidate, String name, Explained draw) {
    TextView word = ViewCompat.requireViewById(row, R.id.candidate_word);
    word.setText(name);
    boolean written = candidate.token() == draw.written();
    word.setTypeface(written ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
    int plain = word.getPaintFlags() & ~Paint.STRIKE_THRU_TEXT_FLAG;
    word.setPaintFlags(candidate.cutBy() == null ? plain : plain | Paint.STRIKE_THRU_TEXT_FLAG);
    ViewCompat.<TextView>requireViewById(row, R.id.candidate_numbers)
        .setText(words.numbers(candidate));
  }

  /**
   * @param chosen null where this one cannot be
   */
  private static void offer(View row, Candidate candidate, @Nullable Consumer<Candidate> chosen) {
    ViewCompat.requireViewById(row, R.id.candidate_branch)
        .setVisibility(chosen == null ? View.INVISIBLE : View.VISIBLE);
    if (chosen == null) {
      ViewCompat.removeAccessibilityAction(row, AccessibilityActionCompat.ACTION_CLICK.getId());
      row.setOnClickListener(null);
      row.setClickable(false);
      return;
    }
    row.setOnClickListener(view -> chosen.accept(candidate));
    ViewCompat.replaceAccessibilityAction(
        row,
        AccessibilityActionCompat.ACTION_CLICK,
        row.getContext().getString(R.string.why_go_on),
        null);
  }

  /** A part of a character cannot stand for itself, and a special token is no text. */
  private static boolean canBeChosen(Candidate candidate, Explained draw) {
    boolean readable =
        candidate.name().kind() == TokenName.Kind.TEXT
            || candidate.name().kind() == TokenName.Kind.END;
    return (readable || draw.written() == NONE) && candidate.token() != draw.written();
  }
}
