package dev.ember.app.chats;

import android.content.res.Resources;
import android.view.View;
import com.google.android.material.snackbar.BaseTransientBottomBar;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** Shows what can be taken back. The view model holds the offer: a rotation shows it again. */
final class OfferSnackbar {
  /** Long enough to read, to be startled and to tap; Material asks for 4 to 10 s. */
  private static final int OFFER_MS = 8_000;

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
    return Snackbar.make(root, text, OFFER_MS)
        .setAction(R.string.undo, view -> model.takeBack())
        .addCallback(
            new Snackbar.Callback() {
              @Override
              public void onDismissed(Snackbar snackbar, int event) {
                boolean over =
                    event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_TIMEOUT
                        || event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_SWIPE;
                if (over && offer.equals(shown)) {
                  model.settleOffer();
                }
              }
            });
  }
}
