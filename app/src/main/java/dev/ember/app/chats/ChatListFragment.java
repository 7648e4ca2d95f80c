package dev.ember.app.chats;

import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.floatingactionbutton.ExtendedFloatingActionButton;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.SystemInsets;
import org.jspecify.annotations.Nullable;

/** The list of chats. */
public final class ChatListFragment extends Fragment {

  /** Fragment result with {@link #CHAT_ID}: another screen wants this chat deleted, with Undo. */
  public static final String DELETE_REQUEST = "chats.delete";

  public static final String CHAT_ID = "chatId";

  private static final String RENAME_REQUEST = "chats.rename";

  /** Who shows a chat: the activity that holds this screen. */
  public interface Host {
    void openChat(long chatId);
  }

  private @Nullable DeletedSnackbar deleted;

  public ChatListFragment() {
    super(R.layout.fragment_chat_list);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    View topBar = ViewCompat.requireViewById(root, R.id.list_top_bar);
    SystemInsets.pad(root, topBar);
    ChatListViewModel model =
        new ViewModelProvider(
                requireActivity(), ChatListViewModel.factory(AppScope.of(requireContext())))
            .get(ChatListViewModel.class);
    ExtendedFloatingActionButton newChat = ViewCompat.requireViewById(root, R.id.new_chat);
    if (deleted == null) {
      deleted = new DeletedSnackbar(model, pendingDeletion(savedState));
    }
    DeletedSnackbar deletions = deleted;
    deletions.offerAgain(root);
    ChatRowAdapter adapter = new ChatRowAdapter(new RowActions(root, deletions));
    BarTone.follow(showRows(root, adapter, newChat), topBar);
    newChat.setOnClickListener(view -> model.createChat(this::open));
    ViewCompat.requireViewById(root, R.id.empty_new_chat)
        .setOnClickListener(view -> model.createChat(this::open));
    ChatListPanes panes = new ChatListPanes(root, adapter, getChildFragmentManager());
    model.state().observe(getViewLifecycleOwner(), panes::show);
    getChildFragmentManager()
        .setFragmentResultListener(
            RENAME_REQUEST,
            getViewLifecycleOwner(),
            (key, result) ->
                model.rename(
                    Long.parseLong(result.getString(FieldDialog.SUBJECT, "")),
                    result.getString(FieldDialog.TEXT, "")));
    getParentFragmentManager()
        .setFragmentResultListener(
            DELETE_REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> deletions.delete(result.getLong(CHAT_ID), root));
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    if (deleted != null && deleted.pending() != null) {
      state.putLong(CHAT_ID, deleted.pending());
    }
  }

  private static @Nullable Long pendingDeletion(@Nullable Bundle savedState) {
    return savedState != null && savedState.containsKey(CHAT_ID)
        ? savedState.getLong(CHAT_ID)
        : null;
  }

  private static RecyclerView showRows(
      View root, ChatRowAdapter adapter, ExtendedFloatingActionButton newChat) {
    RecyclerView rows = ViewCompat.requireViewById(root, R.id.chats);
    rows.setLayoutManager(new LinearLayoutManager(root.getContext()));
    rows.setItemAnimator(null);
    rows.setAdapter(adapter);
    rows.addOnScrollListener(
        new RecyclerView.OnScrollListener() {
          @Override
          public void onScrolled(RecyclerView view, int dx, int dy) {
            if (dy > 0) {
              newChat.shrink();
            } else if (dy < 0) {
              newChat.extend();
            }
          }
        });
    return rows;
  }

  private void open(long chatId) {
    if (isAdded() && !isStateSaved()) {
      ((Host) requireActivity()).openChat(chatId);
    }
  }

  private final class RowActions implements ChatRowAdapter.Actions {
    private final View root;
    private final DeletedSnackbar deletions;

    RowActions(View root, DeletedSnackbar deletions) {
      this.root = root;
      this.deletions = deletions;
    }

    @Override
    public void open(ChatRow row) {
      ChatListFragment.this.open(row.id());
    }

    @Override
    public void rename(ChatRow row) {
      FieldDialog.of(
              RENAME_REQUEST,
              String.valueOf(row.id()),
              row.title() == null ? "" : row.title(),
              new FieldDialog.Words(
                  R.string.rename_title, getString(R.string.rename_hint), R.string.rename, false))
          .show(getChildFragmentManager(), RENAME_REQUEST);
    }

    @Override
    public void delete(ChatRow row) {
      deletions.delete(row.id(), root);
    }
  }
}
