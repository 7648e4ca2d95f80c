package dev.ember.app.chats;

import android.os.Bundle;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import androidx.activity.OnBackPressedCallback;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.ItemTouchHelper;
import androidx.recyclerview.widget.LinearLayoutManager;
import androidx.recyclerview.widget.RecyclerView;
import com.google.android.material.floatingactionbutton.ExtendedFloatingActionButton;
import dev.ember.app.R;
import dev.ember.app.export.ChatSaver;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.LyingPage;
import dev.ember.app.widget.ReadingColumnRecyclerView;
import dev.ember.app.widget.SystemInsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of chats: all, the archived ones, or those that a search finds. */
public final class ChatListFragment extends Fragment {

  private static final String RENAME_REQUEST = "chats.rename";

  /** Who shows a chat: the activity that holds this screen. */
  public interface Host {
    /**
     * @param messageId to begin at, or null for the end
     */
    void openChat(long chatId, @Nullable Long messageId);
  }

  private final ChatSaver saver = new ChatSaver(this, () -> AppScope.of(requireContext()));
  private final OnBackPressedCallback back =
      new OnBackPressedCallback(false) {
        @Override
        public void handleOnBackPressed() {
          goBack();
        }
      };

  private @Nullable ListBars bars;
  private @Nullable ChatRowAdapter shownRows;
  private @Nullable Long openChat;

  /** Beside a list of its own this screen is only the place where a chat will open. */
  @Override
  public View onCreateView(
      LayoutInflater inflater, @Nullable ViewGroup parent, @Nullable Bundle savedState) {
    int layout = isPlaceholder() ? R.layout.fragment_no_chat : R.layout.fragment_chat_list;
    return inflater.inflate(layout, parent, false);
  }

  private boolean isPlaceholder() {
    return getId() == R.id.screen && requireActivity().findViewById(R.id.list_pane) != null;
  }

  /** The view model of a window's list, also while that is not on the screen. */
  public static ChatListViewModel model(FragmentActivity window) {
    return new ViewModelProvider(window, ChatListViewModel.factory(AppScope.of(window)))
        .get(ChatListViewModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    if (isPlaceholder()) {
      return;
    }
    View topBar = ViewCompat.requireViewById(root, R.id.list_top_bar);
    SystemInsets.pad(root, topBar);
    ChatListViewModel model = model(requireActivity());
    ExtendedFloatingActionButton newChat = ViewCompat.requireViewById(root, R.id.new_chat);
    RowActions actions = new RowActions(this, model, saver);
    AppScope scope = AppScope.of(requireContext());
    ChatRowAdapter adapter = new ChatRowAdapter(actions, scope.executors().rows(), scope.clockMs());
    adapter.setOpen(openChat);
    shownRows = adapter;
    SwipeActions swipes = new SwipeActions(adapter, actions);
    RecyclerView rows = showRows(root, adapter, newChat);
    new ItemTouchHelper(swipes).attachToRecyclerView(rows);
    BarTone.follow(rows, topBar);
    newChat.setOnClickListener(view -> model.createChat(id -> open(id, null)));
    ViewCompat.requireViewById(root, R.id.empty_new_chat)
        .setOnClickListener(view -> model.createChat(id -> open(id, null)));
    ListBars top = new ListBars(root, actions);
    bars = top;
    getViewLifecycleOwner().getLifecycle().addObserver(new RowClock(root, adapter));
    ChatListPanes panes = new ChatListPanes(root, adapter, getChildFragmentManager());
    OfferSnackbar offers = new OfferSnackbar(root, model);
    requireActivity().getOnBackPressedDispatcher().addCallback(getViewLifecycleOwner(), back);
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              if (state instanceof ChatListState.Loaded loaded) {
                boolean selecting = !loaded.selected().isEmpty();
                adapter.setSelecting(selecting);
                swipes.setEnabled(!selecting);
                top.show(loaded, selection());
                offers.show(loaded.offer());
                back.setEnabled(selecting || loaded.showing() != ChatListState.Showing.CHATS);
              }
              panes.show(state);
            });
    listenToDialogs(model);
    model.searchAgain(); // a chat may have another name by now
  }

  private void listenToDialogs(ChatListViewModel model) {
    getChildFragmentManager()
        .setFragmentResultListener(
            RENAME_REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> {
              model.rename(
                  Long.parseLong(result.getString(FieldDialog.SUBJECT, "")),
                  result.getString(FieldDialog.TEXT, ""));
              model.clearSelection();
            });
  }

  @Override
  public void onDestroyView() {
    bars = null;
    shownRows = null;
    super.onDestroyView();
  }

  private static RecyclerView showRows(
      View root, ChatRowAdapter adapter, ExtendedFloatingActionButton newChat) {
    ReadingColumnRecyclerView rows = ViewCompat.requireViewById(root, R.id.chats);
    rows.setLayoutManager(new LinearLayoutManager(root.getContext()));
    rows.setItemAnimator(null);
    rows.setAdapter(adapter);
    if (LyingPage.isSo(root)) { // the words would lie over the times of the rows
      LyingPage.fold(newChat, rows);
      return rows;
    }
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

  /** Marks the chat that is open beside this list; null marks none. */
  public void showOpen(@Nullable Long chatId) {
    openChat = chatId;
    if (shownRows != null) {
      shownRows.setOpen(chatId);
    }
  }

  /** Puts the cursor where one searches; false if the list has another face at the moment. */
  public boolean focusSearch() {
    View root = getView();
    return root != null && ViewCompat.requireViewById(root, R.id.list_search).requestFocus();
  }

  /** The chosen chats, as the list has them. */
  List<ChatRow> selection() {
    List<ChatRow> chosen = new ArrayList<>();
    if (model(requireActivity()).state().getValue() instanceof ChatListState.Loaded loaded) {
      for (ChatRow row : loaded.rows()) {
        if (loaded.selected().contains(row.id())) {
          chosen.add(row);
        }
      }
    }
    return chosen;
  }

  /** Out of a selection, a search or the archive, in this order. */
  void goBack() {
    ChatListViewModel model = model(requireActivity());
    if (!selection().isEmpty()) {
      model.clearSelection();
    } else if (bars == null || !bars.clearSearch()) {
      model.showArchive(false);
    }
  }

  void open(long chatId, @Nullable Long messageId) {
    if (isAdded() && !isStateSaved()) {
      ((Host) requireActivity()).openChat(chatId, messageId);
    }
  }

  void askName(ChatRow row) {
    if (!isStateSaved() && getChildFragmentManager().findFragmentByTag(RENAME_REQUEST) == null) {
      FieldDialog.of(
              RENAME_REQUEST,
              String.valueOf(row.id()),
              row.title() == null ? "" : row.title(),
              new FieldDialog.Words(
                  R.string.rename_title,
                  getString(R.string.rename_hint),
                  R.string.rename,
                  FieldDialog.Kind.NAME))
          .show(getChildFragmentManager(), RENAME_REQUEST);
    }
  }
}
