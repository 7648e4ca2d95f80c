package dev.ember.app.chats;

import android.text.Editable;
import android.view.View;
import android.view.ViewStub;
import android.widget.EditText;
import android.widget.ImageButton;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.widget.AfterTyping;
import dev.ember.app.widget.PageMenu;
import java.util.List;

/**
 * The three faces of the list's top: the search field, the archive's title, a selection's tools.
 */
final class ListBars {

  /** What the bars ask for. */
  interface Listener {
    void search(String text);

    void back();

    /** What a menu offers, by its id, for the chosen chats if any. */
    void chosen(int menuItem);
  }

  private final View root;
  private final EditText field;
  private final Listener listener;
  private List<ChatRow> selection = List.of();

  ListBars(View root, Listener listener) {
    this.root = root;
    this.listener = listener;
    field = ViewCompat.requireViewById(root, R.id.list_search);
    field.addTextChangedListener((AfterTyping) this::typed);
    on(R.id.search_clear, () -> field.setText(""));
    menu(R.id.list_more, R.menu.chat_list);
    onceMade(R.id.archive_bar, () -> on(R.id.archive_back, listener::back));
    onceMade(R.id.selection_bar, this::bindTools);
  }

  /** The bars that are seldom seen are made when they are first shown. */
  private void onceMade(int bar, Runnable binding) {
    ViewCompat.<ViewStub>requireViewById(root, bar)
        .setOnInflateListener((place, made) -> binding.run());
  }

  private void bindTools() {
    on(R.id.selection_close, listener::back);
    for (int tool : new int[] {R.id.selection_pin, R.id.selection_archive, R.id.selection_delete}) {
      on(tool, () -> listener.chosen(tool));
    }
    menu(R.id.selection_more, R.menu.chat_selection);
  }

  private void on(int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void menu(int button, int menu) {
    View anchor = ViewCompat.requireViewById(root, button);
    anchor.setOnClickListener(
        view -> {
          PageMenu popup = new PageMenu(anchor);
          popup.inflate(menu);
          if (popup.getMenu().findItem(R.id.menu_rename) != null) {
            popup.getMenu().findItem(R.id.menu_rename).setVisible(selection.size() == 1);
          }
          popup.setOnMenuItemClickListener(
              item -> {
                listener.chosen(item.getItemId());
                return true;
              });
          popup.show();
        });
  }

  void show(ChatListState.Loaded state, List<ChatRow> chosen) {
    selection = chosen;
    boolean selecting = !chosen.isEmpty();
    boolean archive = state.showing() == ChatListState.Showing.ARCHIVE;
    setVisible(R.id.selection_bar, selecting);
    setVisible(R.id.archive_bar, !selecting && archive);
    setVisible(R.id.search_bar, !selecting && !archive);
    if (selecting) {
      showSelection(archive);
    }
  }

  private void showSelection(boolean archive) {
    int count = selection.size();
    ViewCompat.<TextView>requireViewById(root, R.id.selection_title)
        .setText(root.getResources().getQuantityString(R.plurals.chats_selected, count, count));
    describe(R.id.selection_archive, archive ? R.string.unarchive : R.string.archive);
    boolean allPinned = selection.stream().allMatch(ChatRow::pinned);
    describe(R.id.selection_pin, allPinned ? R.string.unpin_chat : R.string.pin_chat);
    setVisible(R.id.selection_pin, !archive);
  }

  private void describe(int id, int words) {
    ViewCompat.<ImageButton>requireViewById(root, id)
        .setContentDescription(root.getContext().getString(words));
  }

  private void setVisible(int id, boolean visible) {
    ViewCompat.requireViewById(root, id).setVisibility(visible ? View.VISIBLE : View.GONE);
  }

  /** Empties the field, which shows all chats again. False if it is empty. */
  boolean clearSearch() {
    boolean searching = field.length() > 0;
    field.setText("");
    return searching;
  }

  private void typed(Editable text) {
    setVisible(R.id.search_clear, text.length() > 0);
    setVisible(R.id.list_more, text.length() == 0);
    listener.search(text.toString());
  }
}
