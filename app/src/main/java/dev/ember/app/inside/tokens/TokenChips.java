package dev.ember.app.inside.tokens;

import android.text.TextDirectionHeuristics;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;
import java.text.NumberFormat;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Pieces beside each other, in the direction of their text, each with its number. One is chosen.
 */
public final class TokenChips {
  /** More would be slow to lay out, and nobody reads them. */
  public static final int MOST = 400;

  private final ViewGroup flow;
  private final IntConsumer chosen;

  /**
   * @param flow lays its children out in lines
   * @param chosen hears the index of a piece that was tapped
   */
  public TokenChips(ViewGroup flow, IntConsumer chosen) {
    this.flow = flow;
    this.chosen = chosen;
  }

  /** Shows the first {@link #MOST} of them. */
  public void show(List<TokenPiece> pieces) {
    StringBuilder text = new StringBuilder();
    int count = Math.min(MOST, pieces.size());
    while (flow.getChildCount() > count) {
      flow.removeViewAt(flow.getChildCount() - 1);
    }
    LayoutInflater inflater = LayoutInflater.from(flow.getContext());
    for (int i = 0; i < count; i++) {
      text.append(pieces.get(i).text());
      View chip =
          i < flow.getChildCount()
              ? flow.getChildAt(i)
              : inflater.inflate(R.layout.item_token, flow, false);
      fill(chip, pieces.get(i), i);
      if (chip.getParent() == null) {
        flow.addView(chip);
      }
    }
    boolean rtl = TextDirectionHeuristics.FIRSTSTRONG_LTR.isRtl(text, 0, text.length());
    flow.setLayoutDirection(rtl ? View.LAYOUT_DIRECTION_RTL : View.LAYOUT_DIRECTION_LTR);
  }

  private void fill(View chip, TokenPiece piece, int index) {
    ViewCompat.<TextView>requireViewById(chip, R.id.token_text).setText(piece.label());
    ViewCompat.<TextView>requireViewById(chip, R.id.token_id).setText(String.valueOf(piece.id()));
    chip.setBackgroundResource(piece.split() ? R.drawable.token_split : R.drawable.token);
    chip.setContentDescription(spoken(piece));
    chip.setOnClickListener(view -> chosen.accept(index));
  }

  private String spoken(TokenPiece piece) {
    String number = NumberFormat.getIntegerInstance().format(piece.id());
    String name =
        piece.split()
            ? piece.aloud(flow.getResources())
            : PieceSpelling.exactAloud(flow.getResources(), piece.text());
    return flow.getContext().getString(R.string.token_spoken, name, number);
  }

  /** Shows which piece is chosen; none if there is no such piece. */
  public void mark(int index) {
    for (int i = 0; i < flow.getChildCount(); i++) {
      View chip = flow.getChildAt(i);
      chip.setActivated(i == index);
      chip.setSelected(i == index);
      int role =
          i == index
              ? com.google.android.material.R.attr.colorOnTertiaryContainer
              : com.google.android.material.R.attr.colorOnSurface;
      TextView text = ViewCompat.requireViewById(chip, R.id.token_text);
      text.setTextColor(MaterialColors.getColor(text, role));
    }
  }
}
