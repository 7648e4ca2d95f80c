package dev.ember.app.chats;

import android.view.View;
import android.view.ViewStub;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.FragmentManager;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.LyingPage;

/** The list screen's four faces: grey rows while loading, the rows, no chats yet, unreadable. */
final class ChatListPanes {
  /** A load faster than this shows nothing rather than a flicker. */
  private static final long GREY_ROWS_AFTER_MS = 300;

  private final View root;
  private final ChatRowAdapter adapter;
  private final FragmentManager fragments;
  private final ViewStub greyRows; // stays here, and shows and hides what it has become
  private final Runnable showGreyRows;

  ChatListPanes(View root, ChatRowAdapter adapter, FragmentManager fragments) {
    this.root = root;
    this.adapter = adapter;
    this.fragments = fragments;
    greyRows = ViewCompat.requireViewById(root, R.id.loading_rows);
    setVisible(R.id.empty_plate, !LyingPage.isSo(root)); // the button below needs the room
    showGreyRows = () -> greyRows.setVisibility(View.VISIBLE);
  }

  void show(ChatListState state) {
    root.removeCallbacks(showGreyRows);
    boolean rows = state instanceof ChatListState.Loaded loaded && !loaded.rows().isEmpty();
    setVisible(R.id.chats, rows);
    setVisible(R.id.new_chat, rows && isPlain(state));
    setVisible(R.id.empty, !rows && !(state instanceof ChatListState.Loading));
    greyRows.setVisibility(View.GONE);
    if (state instanceof ChatListState.Loading) {
      root.postDelayed(showGreyRows, GREY_ROWS_AFTER_MS);
    } else if (state instanceof ChatListState.Loaded loaded) {
      showRows(loaded);
      sayEmpty(loaded);
    } else if (state instanceof ChatListState.Failed failed) {
      sayEmpty(R.string.list_failed_title, R.string.list_failed_body, false);
      View details = ViewCompat.requireViewById(root, R.id.list_details);
      String title = root.getContext().getString(R.string.list_failed_title);
      details.setOnClickListener(
          view -> DetailsDialog.of(title, failed.detail()).show(fragments, null));
    }
  }

  /** All chats, and none of them chosen. */
  private static boolean isPlain(ChatListState state) {
    return state instanceof ChatListState.Loaded loaded
        && loaded.showing() == ChatListState.Showing.CHATS
        && loaded.selected().isEmpty();
  }

  private void sayEmpty(ChatListState.Loaded loaded) {
    switch (loaded.showing()) {
      case CHATS -> sayEmpty(R.string.chats_empty_title, R.string.chats_empty_body, true);
      case ARCHIVE -> sayEmpty(R.string.archive_empty_title, R.string.archive_empty_body, false);
      case SEARCH -> {
        sayEmpty(R.string.search_empty_title, R.string.search_empty_body, false);
        ViewCompat.<TextView>requireViewById(root, R.id.empty_title)
            .setText(root.getContext().getString(R.string.search_empty_title, loaded.query()));
      }
    }
    setVisible(R.id.list_details, false);
  }

  /** Who is at the top stays there when a chat comes in above. */
  private void showRows(ChatListState.Loaded loaded) {
    RecyclerView rows = ViewCompat.requireViewById(root, R.id.chats);
    boolean atTop = !rows.canScrollVertically(-1);
    adapter.submitList(
        ChatListItem.of(loaded),
        () -> {
          if (atTop) {
            rows.scrollToPosition(0);
          }
        });
  }

  private void sayEmpty(@StringRes int title, @StringRes int body, boolean readable) {
    ViewCompat.<TextView>requireViewById(root, R.id.empty_title).setText(title);
    ViewCompat.<TextView>requireViewById(root, R.id.empty_body).setText(body);
    setVisible(R.id.empty_new_chat, readable);
    setVisible(R.id.list_details, !readable);
  }

  private void setVisible(int id, boolean visible) {
    ViewCompat.requireViewById(root, id).setVisibility(visible ? View.VISIBLE : View.GONE);
  }
}
