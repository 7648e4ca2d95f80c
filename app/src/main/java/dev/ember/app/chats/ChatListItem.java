package dev.ember.app.chats;

import java.util.ArrayList;
import java.util.List;

/** One line of the list. */
sealed interface ChatListItem {

  /** Tells lines of the same class apart. */
  long id();

  /** Above the pinned chats, and above the others where some are pinned. */
  record Heading(boolean pinned) implements ChatListItem {
    @Override
    public long id() {
      return pinned ? 0 : 1;
    }
  }

  record Chat(ChatRow row, boolean selected) implements ChatListItem {
    @Override
    public long id() {
      return row.id();
    }
  }

  /** Headings stand only where there are chats of both kinds to tell apart. */
  static List<ChatListItem> of(ChatListState.Loaded state) {
    List<ChatListItem> items = new ArrayList<>();
    boolean headed =
        state.showing() == ChatListState.Showing.CHATS
            && state.rows().stream().anyMatch(ChatRow::pinned);
    boolean before = false;
    for (int i = 0; i < state.rows().size(); i++) {
      ChatRow row = state.rows().get(i);
      if (headed && (i == 0 || before != row.pinned())) {
        items.add(new Heading(row.pinned()));
      }
      before = row.pinned();
      items.add(new Chat(row, state.selected().contains(row.id())));
    }
    return items;
  }
}
