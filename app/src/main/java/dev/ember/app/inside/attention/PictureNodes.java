package dev.ember.app.inside.attention;

import android.graphics.Rect;
import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat;
import androidx.core.view.accessibility.AccessibilityNodeInfoCompat.AccessibilityActionCompat;
import androidx.customview.widget.ExploreByTouchHelper;
import dev.ember.app.R;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The parts of a picture for who hears it, or goes through it with a keyboard: one per token. */
final class PictureNodes extends ExploreByTouchHelper {
  private final Parts parts;
  private final String click;
  private int count;
  private IntFunction<String> spoken = part -> "";

  /** What a picture knows of its parts. */
  interface Parts {
    /** The part at a place, or {@link ExploreByTouchHelper#INVALID_ID}. */
    int partAt(float x, float y);

    /** Where a part lies in the picture; never empty. */
    Rect bounds(int part);

    /** Whether it is the one that stands out. */
    boolean isChosen(int part);

    /** A part was tapped. */
    void choose(int part);
  }

  <P extends View & Parts> PictureNodes(P picture) {
    super(picture);
    parts = picture;
    click = picture.getContext().getString(R.string.attention_choose);
  }

  /** There are other parts from now on, or they say something else. */
  void say(int parts, IntFunction<String> words) {
    count = parts;
    spoken = words;
    invalidateRoot();
  }

  @Override
  protected int getVirtualViewAt(float x, float y) {
    return parts.partAt(x, y);
  }

  @Override
  protected void getVisibleVirtualViews(List<Integer> ids) {
    for (int part = 0; part < count; part++) {
      ids.add(part);
    }
  }

  @Override
  protected void onPopulateNodeForVirtualView(int part, AccessibilityNodeInfoCompat node) {
    node.setContentDescription(part < count ? spoken.apply(part) : "");
    node.setBoundsInParent(parts.bounds(part));
    node.setClassName(Button.class.getName());
    node.setSelected(parts.isChosen(part));
    node.addAction(new AccessibilityActionCompat(AccessibilityNodeInfoCompat.ACTION_CLICK, click));
  }

  @Override
  protected boolean onPerformActionForVirtualView(
      int part, int action, @Nullable Bundle arguments) {
    if (action != AccessibilityNodeInfoCompat.ACTION_CLICK) {
      return false;
    }
    parts.choose(part);
    return true;
  }
}
