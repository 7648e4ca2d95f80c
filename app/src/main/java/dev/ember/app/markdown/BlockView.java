package dev.ember.app.markdown;

import android.view.View;

/** Draws blocks of one kind, one at a time. */
interface BlockView {
  View view();

  void show(MarkdownBlock block);

  /** Whether the next word comes here. */
  void setGrowing(boolean growing);

  /** In what colour, where the block has none of its own. */
  void setTextColor(int color);
}
