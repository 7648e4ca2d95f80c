package dev.ember.app.widget;

import android.view.View;
import androidx.annotation.AttrRes;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.color.MaterialColors;

/** A top bar takes the container's tone while rows lie under it. It never lifts. */
public final class BarTone extends RecyclerView.OnScrollListener {
  private final View bar;
  private boolean raised;

  private BarTone(View bar) {
    this.bar = bar;
  }

  public static void follow(RecyclerView rows, View bar) {
    BarTone tone = new BarTone(bar);
    rows.addOnScrollListener(tone);
    rows.addOnLayoutChangeListener(
        (view, l, t, r, b, oldL, oldT, oldR, oldB) -> tone.show(rows.canScrollVertically(-1)));
  }

  @Override
  public void onScrolled(RecyclerView rows, int dx, int dy) {
    show(rows.canScrollVertically(-1));
  }

  private void show(boolean rowsAbove) {
    if (raised != rowsAbove) {
      raised = rowsAbove;
      @AttrRes
      int role =
          rowsAbove
              ? com.google.android.material.R.attr.colorSurfaceContainer
              : com.google.android.material.R.attr.colorSurface;
      bar.setBackgroundColor(MaterialColors.getColor(bar, role));
    }
  }
}
