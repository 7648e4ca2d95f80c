package dev.ember.app.chats;

import dev.ember.app.R;
import dev.ember.app.export.ChatSaver;
import java.util.ArrayList;
import java.util.List;

/** Does what rows, swipes and the bars offer. */
final class RowActions implements ChatRowAdapter.Actions, ListBars.Listener {
  private final ChatListFragment list;
  private final ChatListViewModel model;
  private final ChatSaver saver;

  RowActions(ChatListFragment list, ChatListViewModel model, ChatSaver saver) {
    this.list = list;
    this.model = model;
    this.saver = saver;
  }

  @Override
  public void open(ChatRow row) {
    list.open(row.id(), row.found() == null ? null : row.found().messageId());
  }

  @Override
  public void toggle(ChatRow row) {
    model.toggle(row.id());
  }

  @Override
  public void rename(ChatRow row) {
    list.askName(row);
  }

  @Override
  public void setPinned(ChatRow row, boolean pinned) {
    model.setPinned(List.of(row.id()), pinned);
  }

  @Override
  public void setArchived(ChatRow row, boolean archived) {
    model.setArchived(List.of(row.id()), archived);
  }

  @Override
  public void delete(ChatRow row) {
    model.delete(List.of(row.id()));
  }

  @Override
  public void wantMore() {
    model.wantMore();
  }

  @Override
  public void search(String text) {
    model.search(text);
  }

  @Override
  public void back() {
    list.goBack();
  }

  @Override
  public void chosen(int menuItem) {
    if (menuItem == R.id.menu_archived_chats) {
      model.showArchive(true);
    } else if (menuItem == R.id.menu_temporary) {
      model.createTemporaryChat(id -> list.open(id, null));
    } else {
      forSelection(menuItem, list.selection());
    }
  }

  private void forSelection(int menuItem, List<ChatRow> rows) {
    List<Long> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.id()));
    if (menuItem == R.id.selection_delete) {
      model.delete(ids);
    } else if (menuItem == R.id.selection_archive) {
      model.setArchived(ids, !rows.stream().allMatch(ChatRow::archived));
    } else if (menuItem == R.id.selection_pin) {
      model.setPinned(ids, !rows.stream().allMatch(ChatRow::pinned));
      model.clearSelection();
    } else if (menuItem == R.id.menu_rename && rows.size() == 1) {
      rename(rows.get(0));
    } else if (menuItem == R.id.menu_share_chat) {
      saver.share(ids);
    } else if (menuItem == R.id.menu_save_markdown) {
      saver.save(ids, ChatSaver.Form.MARKDOWN);
    } else if (menuItem == R.id.menu_save_json) {
      saver.save(ids, ChatSaver.Form.JSON);
    }
  }
}
