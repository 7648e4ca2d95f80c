package dev.ember.app.inside.step;

import android.text.TextDirectionHeuristics;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import androidx.annotation.LayoutRes;
import dev.ember.app.R;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text as chips in lines, in the direction of the text, and a cursor where the next
 * one comes. A step adds a chip or takes one away; the others stay. To be read aloud, the flow has
 * a description.
 */
final class PieceFlow {
  private final ViewGroup flow;

  PieceFlow(ViewGroup flow) {
    this.flow = flow;
  }

  /**
   * @param chips those of the run, or none while there is nothing to show
   * @param parting the index of the token from which on the other text has others; null if none
   */
  void show(List<StepChip> chips, StepState.Run run, @Nullable Integer parting) {
    boolean unshown = !chips.isEmpty() && run.unshown() > 0;
    boolean open = !chips.isEmpty() && run.end() == StepState.End.OPEN;
    int words = unshown ? 1 : 0;
    int from = parting == null ? Integer.MAX_VALUE : parting;
    fill(chips.size() + words, open);
    if (unshown) {
      String count =
          flow.getResources().getQuantityString(R.plurals.tokens, run.unshown(), run.unshown());
      chip(0).showWords(flow.getResources().getString(R.string.step_unshown, count));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < chips.size(); i++) {
      StepChip chip = chips.get(i);
      chip(i + words).show(chip, chip.index() >= from, chip.index() == from);
      text.append(chip.piece().text());
    }
    boolean rtl = TextDirectionHeuristics.FIRSTSTRONG_LTR.isRtl(text, 0, text.length());
    flow.setLayoutDirection(rtl ? View.LAYOUT_DIRECTION_RTL : View.LAYOUT_DIRECTION_LTR);
  }

  private PieceChip chip(int index) {
    return (PieceChip) flow.getChildAt(index);
  }

  /** Has so many chips, the first ones the same as before, and the cursor behind them. */
  private void fill(int chips, boolean cursor) {
    View last = flow.getChildAt(flow.getChildCount() - 1);
    View shown = last instanceof PieceChip ? null : last;
    if (shown != null) {
      flow.removeView(shown);
    }
    while (flow.getChildCount() > chips) {
      flow.removeViewAt(flow.getChildCount() - 1);
    }
    while (flow.getChildCount() < chips) {
      flow.addView(inflate(R.layout.step_chip));
    }
    if (cursor) {
      flow.addView(shown == null ? inflate(R.layout.step_cursor) : shown);
    }
  }

  private View inflate(@LayoutRes int layout) {
    return LayoutInflater.from(flow.getContext()).inflate(layout, flow, false);
  }
}
