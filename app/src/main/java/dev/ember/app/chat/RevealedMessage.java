package dev.ember.app.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that was searched for: the chat goes to it, once, as soon as it has a row. */
final class RevealedMessage {
  private final ChatViewModel model;
  private final FollowingScroll scroll;
  private List<ChatItem> items = List.of();
  private @Nullable Long wanted;

  RevealedMessage(ChatViewModel model, FollowingScroll scroll) {
    this.model = model;
    this.scroll = scroll;
  }

  /** Chooses the branch on which the message lies; its row may be there already. */
  void want(long messageId) {
    wanted = messageId;
    model.reveal(messageId);
    look(items);
  }

  /**
   * @param shown the rows that have been laid in
   */
  void look(List<ChatItem> shown) {
    items = shown;
    for (int i = 0; i < shown.size() && wanted != null; i++) {
      if (isMessage(shown.get(i)) && shown.get(i).id() == wanted) {
        wanted = null;
        scroll.stopAt(i);
      }
    }
  }

  private static boolean isMessage(ChatItem item) {
    return item instanceof ChatItem.Question || item instanceof ChatItem.Answer;
  }
}
