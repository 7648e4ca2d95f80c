package dev.ember.app.chat;

import android.view.View;
import androidx.core.view.ViewCompat;
import com.google.android.material.snackbar.BaseTransientBottomBar;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** Offers to bring a deleted message back. The view model holds the offer, this shows it. */
final class DeletedMessageOffer {
  /** As for chats: long enough to read, to be startled and to tap. */
  private static final int OFFER_MS = 8_000;

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
    Snackbar.make(root, R.string.message_deleted, OFFER_MS)
        .setAnchorView(ViewCompat.<View>requireViewById(root, R.id.composer_column))
        .setAction(R.string.undo, view -> model.undoDeleteMessage())
        .addCallback(
            new Snackbar.Callback() {
              @Override
              public void onDismissed(Snackbar snackbar, int event) {
                if (event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_TIMEOUT
                    || event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_SWIPE) {
                  model.eraseDeletedMessage();
                }
              }
            })
        .show();
  }
}
