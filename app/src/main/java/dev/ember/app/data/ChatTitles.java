package dev.ember.app.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What chats are called: as their users named them, else after their first question, while that is
 * there. Called within a transaction, on the disk thread.
 */
final class ChatTitles {
  private final ChatDao chats;
  private final MessageDao messages;
  private final SearchIndex search;

  ChatTitles(EmberDatabase database) {
    this.chats = database.chats();
    this.messages = database.messages();
    this.search = new SearchIndex(database.search());
  }

  /** Names a chat; a blank title gives the name back to the first question. */
  void rename(long chatId, String title) {
    String name = title.trim();
    set(chatId, name.isEmpty() ? ofFirstQuestion(chatId) : name, !name.isEmpty());
  }

  /**
   * Messages have gone, or are back: the first question may be another one now, and so may what a
   * list says of the chat. A name of the user's own stays.
   */
  void follow(long chatId) {
    chats.changed(chatId);
    ChatEntity chat = chats.find(chatId);
    if (chat == null || chat.titleByUser()) {
      return;
    }
    String title = ofFirstQuestion(chatId);
    if (!Objects.equals(title, chat.title())) {
      set(chatId, title, false);
    }
  }

  private @Nullable String ofFirstQuestion(long chatId) {
    String question = messages.firstQuestion(chatId);
    return question == null ? null : ChatTitle.of(question);
  }

  private void set(long chatId, @Nullable String title, boolean byUser) {
    chats.setTitle(chatId, title, byUser);
    search.putTitle(chatId, title);
  }
}
