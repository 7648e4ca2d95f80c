package dev.ember.app.inside.why;

import android.graphics.Color;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.view.MotionEvent;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.sure.MarkedTextView;
import dev.ember.app.sure.SureScale;
import dev.ember.app.sure.Sureness;
import dev.ember.app.sure.TextMarks;
import dev.ember.app.widget.TextPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words around one place, each tinted by how sure the model was of it; a tap goes to another.
 * TalkBack reads them with what the tints say, and has the two buttons beside them, which reach
 * each word, and the title, which names it.
 */
final class PieceText {
  private final MarkedTextView view;
  private final SureScale scale;
  private final SureWords words;
  private final Consumer<Piece> tapped;
  private List<Piece> shown = List.of();

  PieceText(MarkedTextView view, Consumer<Piece> tapped) {
    this.view = view;
    this.tapped = tapped;
    scale = new SureScale(view.getContext());
    words = new SureWords(view.getContext());
    view.setOnTouchListener(this::touched);
  }

  void show(List<Piece> pieces, Piece at) {
    shown = List.copyOf(AnswerPieces.around(pieces, at));
    SpannableStringBuilder text = new SpannableStringBuilder();
    List<TextMarks.Mark> marks = new ArrayList<>();
    List<String> spoken = new ArrayList<>();
    for (Piece piece : shown) {
      int start = text.length();
      text.append(seen(piece));
      if (piece.isAt(at)) {
        marks.add(chosen(text, start));
      } else if (piece.sure() != null) {
        marks.add(scale.mark(start, text.length(), Sureness.of(piece.sure())));
      }
      if (!piece.isEnd()) {
        spoken.add(
            piece.sure() == null
                ? new WhyWords(view.getContext()).aloud().text(piece.text())
                : words.of(piece.text(), piece.sure()));
      }
    }
    view.setText(text);
    view.marks().show(marks);
    view.setContentDescription(
        String.join(view.getContext().getString(R.string.sure_words_join), spoken));
  }

  /** A piece of white space alone is seen by its mark; a line still breaks behind it. */
  private static String seen(Piece piece) {
    String text = piece.text();
    return PieceSpelling.isBlank(text)
        ? PieceSpelling.exact(text) + (text.indexOf('\n') < 0 ? "" : "\n")
        : text;
  }

  private TextMarks.Mark chosen(SpannableStringBuilder text, int start) {
    int back = MaterialColors.getColor(view, com.google.android.material.R.attr.colorTertiary);
    int front = MaterialColors.getColor(view, com.google.android.material.R.attr.colorOnTertiary);
    text.setSpan(
        new ForegroundColorSpan(front), start, text.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    return new TextMarks.Mark(start, text.length(), back, Color.TRANSPARENT, 0);
  }

  private boolean touched(View touchedView, MotionEvent event) {
    if (event.getActionMasked() == MotionEvent.ACTION_UP) {
      Piece piece = pieceAt(event.getX(), event.getY());
      if (piece != null) {
        touchedView.performClick();
        tapped.accept(piece);
      }
    }
    return true;
  }

  private @Nullable Piece pieceAt(float x, float y) {
    TextPoint point = TextPoint.in(view, x, y);
    if (point == null) {
      return null;
    }
    int offset = point.offset();
    int end = 0;
    for (Piece piece : shown) {
      end += seen(piece).length();
      if (offset < end) {
        return piece;
      }
    }
    return null;
  }
}
