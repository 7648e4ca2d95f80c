package dev.ember.app.inside.meaning;

import android.graphics.Rect;
import android.os.Bundle;
import android.widget.Button;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat;
import androidx.customview.widget.ExploreByTouchHelper;
import dev.ember.app.R;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a map as views of their own: each is named with how near it is. */
final class MapWords extends ExploreByTouchHelper {
  private static final String GONE = "";

  private final WordMap map;

  MapWords(WordMap map) {
    super(map);
    this.map = map;
  }

  @Override
  protected int getVirtualViewAt(float x, float y) {
    MapPoint point = map.at(x, y);
    return point == null ? INVALID_ID : map.points().indexOf(point);
  }

  @Override
  protected void getVisibleVirtualViews(List<Integer> ids) {
    for (int i = 0; i < map.points().size(); i++) {
      if (map.isSeen(map.points().get(i))) {
        ids.add(i);
      }
    }
  }

  private @Nullable MapPoint point(int id) {
    return id >= 0 && id < map.points().size() ? map.points().get(id) : null;
  }

  @Override
  protected void onPopulateNodeForVirtualView(int id, AccessibilityNodeInfoCompat node) {
    MapPoint point = point(id);
    if (point == null) { // the words have changed since it was asked for
      node.setContentDescription(GONE);
      node.setBoundsInParent(new Rect(0, 0, 1, 1));
      return;
    }
    node.setClassName(Button.class.getName());
    node.setContentDescription(spoken(point));
    node.setBoundsInParent(map.bounds(point));
    node.addAction(
        new AccessibilityActionCompat(
            AccessibilityNodeInfoCompat.ACTION_CLICK,
            map.getContext().getString(R.string.meaning_see_neighbours)));
  }

  private String spoken(MapPoint point) {
    return point.kind() == MapPoint.Kind.WORD
        ? map.getContext().getString(R.string.meaning_map_word_spoken, point.word())
        : map.getContext()
            .getString(R.string.meaning_map_point_spoken, point.word(), point.similarity());
  }

  @Override
  protected boolean onPerformActionForVirtualView(int id, int action, @Nullable Bundle arguments) {
    MapPoint point = point(id);
    if (action != AccessibilityNodeInfoCompat.ACTION_CLICK || point == null) {
      return false;
    }
    map.choose(point);
    return true;
  }
}
