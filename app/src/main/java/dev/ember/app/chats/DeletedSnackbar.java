package dev.ember.app.chats;

import android.view.View;
import com.google.android.material.snackbar.BaseTransientBottomBar;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/**
 * Deletes chats and offers to undo the last deletion. The offer outlives the view: a rotation shows
 * it again.
 */
final class DeletedSnackbar {
  /** Long enough to read, to be startled and to tap; Material asks for 4 to 10 s. */
  private static final int OFFER_MS = 8_000;

  private final ChatListViewModel model;
  private @Nullable Long pending;

  /**
   * @param pending what {@link #pending} was before the process or the activity was replaced
   */
  DeletedSnackbar(ChatListViewModel model, @Nullable Long pending) {
    this.model = model;
    this.pending = pending;
  }

  /** The chat that can still come back, if any. */
  @Nullable Long pending() {
    return pending;
  }

  void delete(long chatId, View root) {
    model.delete(chatId);
    pending = chatId;
    offer(chatId, root);
  }

  /** After a new view was made. */
  void offerAgain(View root) {
    if (pending != null) {
      offer(pending, root);
    }
  }

  private void offer(long chatId, View root) {
    Snackbar.make(root, R.string.chats_deleted, OFFER_MS)
        .setAction(R.string.undo, view -> model.undoDelete(chatId))
        .addCallback(new End(chatId))
        .show();
  }

  private final class End extends Snackbar.Callback {
    private final long chatId;

    End(long chatId) {
      this.chatId = chatId;
    }

    @Override
    public void onDismissed(Snackbar snackbar, int event) {
      if (event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_MANUAL) {
        return; // the view went away, not the offer
      }
      if (event != BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_ACTION) {
        model.purge(chatId);
      }
      if (pending != null && pending == chatId) {
        pending = null;
      }
    }
  }
}
