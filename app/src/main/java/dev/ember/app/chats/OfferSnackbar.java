package dev.ember.app.chats;

import android.content.res.Resources;
import android.view.View;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.widget.UndoBar;
import org.jspecify.annotations.Nullable;

/** Shows what can be taken back. The view model holds the offer: a rotation shows it again. */
final class OfferSnackbar {
  private final View root;
  private final ChatListViewModel model;
  private ChatListState.@Nullable Offer shown;
  private @Nullable Snackbar bar;

  OfferSnackbar(View root, ChatListViewModel model) {
    this.root = root;
    this.model = model;
  }

  void show(ChatListState.@Nullable Offer offer) {
    if (offer == null) {
      shown = null;
      if (bar != null) {
        bar.dismiss();
        bar = null;
      }
    } else if (!offer.equals(shown)) {
      shown = offer;
      bar = snackbar(offer);
      bar.show();
    }
  }

  private Snackbar snackbar(ChatListState.Offer offer) {
    Resources words = root.getResources();
    int count = offer.chats().size();
    String text =
        words.getQuantityString(
            offer.deleted() ? R.plurals.chats_deleted : R.plurals.chats_archived, count, count);
    return UndoBar.of(root, text, model::takeBack, () -> settle(offer));
  }

  private void settle(ChatListState.Offer offer) {
    if (offer.equals(shown)) {
      model.settleOffer();
    }
  }
}
