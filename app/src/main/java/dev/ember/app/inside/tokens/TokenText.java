package dev.ember.app.inside.tokens;

import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.BackgroundColorSpan;
import android.text.style.ForegroundColorSpan;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.List;

/** Tokens as the text that they are, in which special tokens stand out. */
public final class TokenText {
  private TokenText() {}

  /** The text of pieces that stand together, in the colours of a view. */
  public static SpannableStringBuilder of(View view, List<TokenPiece> pieces) {
    int background =
        MaterialColors.getColor(view, com.google.android.material.R.attr.colorTertiaryContainer);
    int color =
        MaterialColors.getColor(view, com.google.android.material.R.attr.colorOnTertiaryContainer);
    SpannableStringBuilder text = new SpannableStringBuilder();
    for (TokenPiece piece : pieces) {
      if (piece.part() < piece.parts()) {
        continue; // the last part brings the whole character
      }
      int start = text.length();
      text.append(piece.text());
      if (piece.special()) {
        mark(text, start, new BackgroundColorSpan(background));
        mark(text, start, new ForegroundColorSpan(color));
      }
    }
    return text;
  }

  private static void mark(SpannableStringBuilder text, int start, Object span) {
    text.setSpan(span, start, text.length(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
  }
}
