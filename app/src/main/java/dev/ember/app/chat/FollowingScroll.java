package dev.ember.app.chat;

import android.view.View;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;

/**
 * Keeps the end in sight while an answer grows, as long as the reader is at the end. Who has
 * scrolled up stays there, whatever grows below, and gets a button back to the end.
 *
 * <p>The one surprising thing: the rows hang from the end only while following. Hung from the end,
 * a growing last row would push away what somebody reads in its middle.
 */
final class FollowingScroll extends RecyclerView.OnScrollListener {
  private final RecyclerView rows;
  private final LinearLayoutManager layout;
  private final View jump;
  private boolean following = true;

  FollowingScroll(RecyclerView rows, View jump) {
    this.rows = rows;
    this.jump = jump;
    layout = new LinearLayoutManager(rows.getContext());
    layout.setStackFromEnd(true);
    rows.setLayoutManager(layout);
    rows.addOnScrollListener(this);
    jump.setOnClickListener(view -> jumpToEnd());
  }

  /** Whether the reader is at the end. */
  boolean isFollowing() {
    return following;
  }

  /**
   * Stays where the reader was before the view was made anew; the list itself knows the place.
   *
   * @param wasFollowing {@link #isFollowing} of the view before
   */
  void restore(boolean wasFollowing) {
    setFollowing(wasFollowing);
  }

  /** Shows one row and stays there. */
  void stopAt(int row) {
    setFollowing(row == layout.getItemCount() - 1);
    layout.scrollToPositionWithOffset(row, 0);
  }

  /** Goes to the end and stays there. */
  void follow() {
    setFollowing(true);
    toLastRow();
  }

  /** After new rows were laid in: moves on if the reader is at the end. */
  void rowsChanged() {
    if (following) {
      toLastRow();
    }
  }

  @Override
  public void onScrolled(RecyclerView view, int dx, int dy) {
    if (dy != 0) {
      boolean atEnd = !rows.canScrollVertically(1);
      rows.post(() -> setFollowing(atEnd));
    }
  }

  private void setFollowing(boolean value) {
    if (following != value) {
      following = value;
      layout.setStackFromEnd(value);
      jump.setVisibility(value ? View.GONE : View.VISIBLE);
      if (!value) {
        stay();
      }
    }
  }

  /** A list that is hung another way forgets its place, and would begin at its first row. */
  private void stay() {
    View first = layout.getChildAt(0);
    if (first != null) {
      int top = layout.getDecoratedTop(first) - rows.getPaddingTop();
      layout.scrollToPositionWithOffset(layout.getPosition(first), top);
    }
  }

  /** At once: a smooth scroll ends where its row begins if that is taller than the screen. */
  private void jumpToEnd() {
    rows.stopScroll();
    follow();
  }

  private void toLastRow() {
    int last = layout.getItemCount() - 1;
    if (last >= 0) {
      layout.scrollToPosition(last);
    }
  }
}
