package dev.ember.app.markdown;

import android.view.View;
import dev.ember.app.sure.TextMarks;
import java.util.List;

/** Draws blocks of one kind, one at a time. */
interface BlockView {
  View view();

  void show(MarkdownBlock block);

  /** The texts that it has, in the order of its source. */
  List<Text> texts();

  /**
   * A drawn text.
   *
   * @param colored whether its words have colours of their own, which a tint would hide
   */
  record Text(CharSequence drawn, TextMarks marks, boolean colored) {}

  /** Whether the next word comes here. */
  void setGrowing(boolean growing);

  /** In what colour, where the block has none of its own. */
  void setTextColor(int color);
}
