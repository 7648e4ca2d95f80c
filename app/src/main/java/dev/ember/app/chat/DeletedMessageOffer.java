package dev.ember.app.chat;

import android.view.View;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.widget.UndoBar;
import org.jspecify.annotations.Nullable;

/** Offers to bring a deleted message back. The view model holds the offer, this shows it. */
final class DeletedMessageOffer {
  private final View root;
  private final ChatViewModel model;
  private @Nullable Long offered;

  DeletedMessageOffer(View root, ChatViewModel model) {
    this.root = root;
    this.model = model;
  }

  void show(@Nullable Long deleted) {
    if (deleted != null && !deleted.equals(offered)) {
      offered = deleted;
      offer();
    } else if (deleted == null) {
      offered = null;
    }
  }

  private void offer() {
    UndoBar.of(
            root,
            root.getContext().getString(R.string.message_deleted),
            model::undoDeleteMessage,
            model::eraseDeletedMessage)
        .setAnchorView(ViewCompat.<View>requireViewById(root, R.id.composer_column))
        .show();
  }
}
