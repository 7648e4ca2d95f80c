package dev.ember.app.inside.attention;

import android.os.Bundle;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat;
import androidx.customview.widget.ExploreByTouchHelper;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The rows of a grid for who hears it: each says what its token looks at. */
final class GridNodes extends ExploreByTouchHelper {
  private final AttentionGrid grid;
  private int rows;
  private IntFunction<String> spoken = row -> "";

  GridNodes(AttentionGrid grid) {
    super(grid);
    this.grid = grid;
  }

  void say(int count, IntFunction<String> words) {
    rows = count;
    spoken = words;
    invalidateRoot();
  }

  @Override
  protected int getVirtualViewAt(float x, float y) {
    int row = grid.rowAt(y);
    return row < 0 ? INVALID_ID : row;
  }

  @Override
  protected void getVisibleVirtualViews(List<Integer> ids) {
    for (int row = 0; row < rows; row++) {
      ids.add(row);
    }
  }

  @Override
  protected void onPopulateNodeForVirtualView(int row, AccessibilityNodeInfoCompat node) {
    node.setContentDescription(row < rows ? spoken.apply(row) : "");
    node.setBoundsInParent(grid.bounds(row));
    node.addAction(AccessibilityNodeInfoCompat.ACTION_CLICK);
  }

  @Override
  protected boolean onPerformActionForVirtualView(int row, int action, @Nullable Bundle arguments) {
    if (action != AccessibilityNodeInfoCompat.ACTION_CLICK) {
      return false;
    }
    grid.choose(row);
    return true;
  }
}
