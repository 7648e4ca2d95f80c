package dev.ember.app.chats;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.drawable.Drawable;
import android.view.View;
import androidx.core.content.ContextCompat;
import androidx.recyclerview.widget.ItemTouchHelper;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import java.util.Objects;

/** Towards the end a swipe archives, towards the start it deletes; both can be taken back. */
final class SwipeActions extends ItemTouchHelper.SimpleCallback {
  private static final float INSET_DP = 24;

  private final ChatRowAdapter adapter;
  private final ChatRowAdapter.Actions actions;
  private final Paint paint = new Paint();
  private boolean enabled = true;

  SwipeActions(ChatRowAdapter adapter, ChatRowAdapter.Actions actions) {
    super(0, ItemTouchHelper.START | ItemTouchHelper.END);
    this.adapter = adapter;
    this.actions = actions;
  }

  /** Not while chats are being chosen. */
  void setEnabled(boolean value) {
    enabled = value;
  }

  @Override
  public boolean isItemViewSwipeEnabled() {
    return enabled;
  }

  @Override
  public int getSwipeDirs(RecyclerView rows, RecyclerView.ViewHolder holder) {
    return holder instanceof ChatRowHolder ? super.getSwipeDirs(rows, holder) : 0;
  }

  @Override
  public boolean onMove(
      RecyclerView rows, RecyclerView.ViewHolder from, RecyclerView.ViewHolder to) {
    return false;
  }

  @Override
  public void onSwiped(RecyclerView.ViewHolder holder, int direction) {
    ChatRow row = adapter.row(holder);
    if (row != null && direction == ItemTouchHelper.END) {
      actions.setArchived(row, !row.archived());
    } else if (row != null) {
      actions.delete(row);
    }
  }

  @Override
  public void onChildDraw(
      Canvas canvas,
      RecyclerView rows,
      RecyclerView.ViewHolder holder,
      float dx,
      float dy,
      int actionState,
      boolean active) {
    if (dx != 0) {
      drawBehind(canvas, holder.itemView, dx);
    }
    super.onChildDraw(canvas, rows, holder, dx, dy, actionState, active);
  }

  private void drawBehind(Canvas canvas, View row, float dx) {
    boolean towardsEnd = dx > 0 == (row.getLayoutDirection() == View.LAYOUT_DIRECTION_LTR);
    paint.setColor(
        MaterialColors.getColor(
            row,
            towardsEnd
                ? com.google.android.material.R.attr.colorSecondaryContainer
                : com.google.android.material.R.attr.colorErrorContainer));
    float left = dx > 0 ? row.getLeft() : row.getRight() + dx;
    float right = dx > 0 ? row.getLeft() + dx : row.getRight();
    canvas.drawRect(left, row.getTop(), right, row.getBottom(), paint);
    Drawable icon =
        Objects.requireNonNull(
                ContextCompat.getDrawable(
                    row.getContext(),
                    towardsEnd ? R.drawable.ic_24_archive : R.drawable.ic_24_delete),
                "icon")
            .mutate();
    icon.setTint(
        MaterialColors.getColor(
            row,
            towardsEnd
                ? com.google.android.material.R.attr.colorOnSecondaryContainer
                : com.google.android.material.R.attr.colorOnErrorContainer));
    int inset = Math.round(INSET_DP * row.getResources().getDisplayMetrics().density);
    int size = icon.getIntrinsicWidth();
    int x = dx > 0 ? row.getLeft() + inset : row.getRight() - inset - size;
    int y = row.getTop() + (row.getHeight() - size) / 2;
    icon.setBounds(x, y, x + size, y + size);
    canvas.save();
    canvas.clipRect(left, row.getTop(), right, row.getBottom());
    icon.draw(canvas);
    canvas.restore();
  }
}
