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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The candidates of a draw, one row each; those that can be chosen can be tapped. */
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
    rows.removeAllViews();
    float largest = 0;
    for (Candidate candidate : draw.candidates()) {
      largest = Math.max(largest, Math.max(candidate.raw(), candidate.last()));
    }
    boolean tall = rows.getResources().getConfiguration().fontScale >= LARGE_FONT;
    int layout = tall ? R.layout.row_candidate_tall : R.layout.row_candidate;
    for (Candidate candidate : draw.candidates()) {
      View row = LayoutInflater.from(rows.getContext()).inflate(layout, rows, false);
      boolean choosable = chosen != null && canBeChosen(candidate, draw);
      bind(row, candidate, draw, largest);
      ViewCompat.requireViewById(row, R.id.candidate_branch)
          .setVisibility(choosable ? View.VISIBLE : View.INVISIBLE);
      if (chosen != null && choosable) {
        offer(row, candidate, chosen);
      }
      rows.addView(row);
    }
  }

  private static void offer(View row, Candidate candidate, Consumer<Candidate> chosen) {
    row.setOnClickListener(view -> chosen.accept(candidate));
    ViewCompat.replaceAccessibilityAction(
        row,
        AccessibilityActionCompat.ACTION_CLICK,
        row.getContext().getString(R.string.why_go_on),
        null);
  }

  private void bind(View row, Candidate candidate, Explained draw, float largest) {
    TextView word = ViewCompat.requireViewById(row, R.id.candidate_word);
    word.setText(words.name(candidate));
    boolean written = candidate.token() == draw.written();
    word.setTypeface(written ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
    if (candidate.cutBy() != null) {
      word.setPaintFlags(word.getPaintFlags() | Paint.STRIKE_THRU_TEXT_FLAG);
    }
    ViewCompat.<BarPair>requireViewById(row, R.id.candidate_bars)
        .show(candidate.raw(), candidate.last(), largest);
    ViewCompat.<TextView>requireViewById(row, R.id.candidate_numbers)
        .setText(words.numbers(candidate));
    row.setContentDescription(words.spoken(candidate, candidate.token() == draw.drawn()));
    ViewCompat.setImportantForAccessibility(row, ViewCompat.IMPORTANT_FOR_ACCESSIBILITY_YES);
  }

  /** A part of a character cannot stand for itself, and a special token is no text. */
  private static boolean canBeChosen(Candidate candidate, Explained draw) {
    boolean readable =
        candidate.name().kind() == TokenName.Kind.TEXT
            || candidate.name().kind() == TokenName.Kind.END;
    return (readable || draw.written() == NONE) && candidate.token() != draw.written();
  }
}
