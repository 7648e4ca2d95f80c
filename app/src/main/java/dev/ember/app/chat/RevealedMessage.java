package dev.ember.app.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that was searched for: the chat opens at it, once. */
final class RevealedMessage {
  private final FollowingScroll scroll;
  private @Nullable Long wanted;

  private RevealedMessage(@Nullable Long wanted, FollowingScroll scroll) {
    this.wanted = wanted;
    this.scroll = scroll;
  }

  static RevealedMessage of(@Nullable Long messageId, ChatViewModel model, FollowingScroll scroll) {
    if (messageId != null) {
      model.reveal(messageId);
    }
    return new RevealedMessage(messageId, scroll);
  }

  void look(List<ChatItem> items) {
    for (int i = 0; i < items.size() && wanted != null; i++) {
      if (isMessage(items.get(i)) && items.get(i).id() == wanted) {
        wanted = null;
        scroll.stopAt(i);
      }
    }
  }

  private static boolean isMessage(ChatItem item) {
    return item instanceof ChatItem.Question || item instanceof ChatItem.Answer;
  }
}
