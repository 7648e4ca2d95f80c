package dev.ember.app.screens;

import android.text.Layout;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.TextView;
import com.google.android.material.floatingactionbutton.ExtendedFloatingActionButton;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds text that does not fit its view. */
final class ClippedText {
  /** These may end in dots: they are names and beginnings, whole one tap further. */
  private static final Set<Integer> MAY_END_IN_DOTS =
      Set.of(R.id.title, R.id.chat_title, R.id.chat_preview);

  private ClippedText() {}

  /** Each text that is cut off at the bottom, at a side, or by dots. */
  static List<String> find(View root) {
    List<String> found = new ArrayList<>();
    collect(root, found);
    return found;
  }

  private static void collect(View view, List<String> found) {
    if (view.getVisibility() != View.VISIBLE || view.getWidth() == 0) {
      return;
    }
    if (view instanceof TextView text && !(view instanceof EditText) && isClipped(text)) {
      found.add(text.getText().toString());
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), found);
      }
    }
  }

  private static boolean isClipped(TextView view) {
    Layout layout = view.getLayout();
    boolean folded = view instanceof ExtendedFloatingActionButton button && !button.isExtended();
    if (layout == null || folded) { // its sign stands for its words
      return false;
    }
    int height = view.getHeight() - view.getCompoundPaddingTop() - view.getCompoundPaddingBottom();
    int width = view.getWidth() - view.getCompoundPaddingLeft() - view.getCompoundPaddingRight();
    boolean clipped = layout.getHeight() > height + 1;
    for (int line = 0; line < layout.getLineCount(); line++) {
      boolean dots = layout.getEllipsisCount(line) > 0 && !MAY_END_IN_DOTS.contains(view.getId());
      clipped |= dots || layout.getLineMax(line) > width + 1;
    }
    return clipped;
  }
}
