package dev.ember.app.inside.why;

import android.text.Layout;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.BackgroundColorSpan;
import android.text.style.ForegroundColorSpan;
import android.view.MotionEvent;
import android.view.View;
import android.widget.TextView;
import com.google.android.material.color.MaterialColors;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words around one place; a tap goes to another. TalkBack has the two buttons beside it, which
 * reach each word, and the title, which names it.
 */
final class PieceText {
  private static final int BEFORE = 14;
  private static final int BEHIND = 10;

  private final TextView view;
  private final Consumer<Piece> tapped;
  private List<Piece> shown = List.of();

  PieceText(TextView view, Consumer<Piece> tapped) {
    this.view = view;
    this.tapped = tapped;
    view.setOnTouchListener(this::touched);
  }

  void show(List<Piece> pieces, Piece at) {
    int index = pieces.indexOf(at);
    shown =
        List.copyOf(
            pieces.subList(
                Math.max(0, index - BEFORE), Math.min(pieces.size(), index + 1 + BEHIND)));
    SpannableStringBuilder text = new SpannableStringBuilder();
    for (Piece piece : shown) {
      int start = text.length();
      text.append(piece.text());
      if (piece.equals(at)) {
        mark(text, start);
      }
    }
    view.setText(text);
  }

  private void mark(SpannableStringBuilder text, int start) {
    int from = start;
    while (from < text.length() - 1 && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int back = MaterialColors.getColor(view, com.google.android.material.R.attr.colorTertiary);
    int front = MaterialColors.getColor(view, com.google.android.material.R.attr.colorOnTertiary);
    text.setSpan(
        new BackgroundColorSpan(back), from, text.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    text.setSpan(
        new ForegroundColorSpan(front), from, text.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
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
    Layout layout = view.getLayout();
    if (layout == null) {
      return null;
    }
    int line = layout.getLineForVertical(Math.round(y - view.getTotalPaddingTop()));
    int offset = layout.getOffsetForHorizontal(line, x - view.getTotalPaddingLeft());
    int end = 0;
    for (Piece piece : shown) {
      end += piece.text().length();
      if (offset < end) {
        return piece;
      }
    }
    return null;
  }
}
