package dev.ember.app.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes chats out as copies, and copies in as chats.
 *
 * <h2>Threading model</h2>
 *
 * The disk thread.
 */
public final class ChatCopies {
  private final ChatDao chats;
  private final MessageDao messages;
  private final SearchIndex search;
  private final Transactions transactions;

  ChatCopies(EmberDatabase database, Transactions transactions) {
    this.chats = database.chats();
    this.messages = database.messages();
    this.search = new SearchIndex(database.search());
    this.transactions = transactions;
  }

  /**
   * What came of copies that were taken in.
   *
   * @param ids their chats, in the order of the copies
   * @param fresh those of them that were not here before
   */
  public record Added(List<Long> ids, List<Long> fresh) {}

  /** A chat as it is; null if there is none. */
  public @Nullable ChatCopy of(long chatId) {
    return transactions.read(() -> copy(chatId));
  }

  /**
   * Adds chats, all or none; no other is touched. One that is here already, word for word, is not
   * added again.
   */
  public Added add(List<ChatCopy> copies) {
    return transactions.read(
        () -> {
          List<Long> ids = new ArrayList<>();
          List<Long> fresh = new ArrayList<>();
          for (ChatCopy copy : copies) {
            Long chatId = twinOf(copy);
            if (chatId == null) {
              chatId = insert(copy);
              fresh.add(chatId);
            }
            ids.add(chatId);
          }
          return new Added(List.copyOf(ids), List.copyOf(fresh));
        });
  }

  private @Nullable ChatCopy copy(long chatId) {
    ChatEntity chat = chats.find(chatId);
    return chat == null ? null : new ChatCopy(chat, standing(chatId));
  }

  /**
   * The messages that are not deleted, without what lies below an alternative that is. A message
   * that was deleted in the middle leaves its row: what follows it stands behind the one before it.
   */
  private List<MessageEntity> standing(long chatId) {
    Map<Long, @Nullable Long> behind = new HashMap<>(); // a row's id, or that which stands for it
    List<MessageEntity> standing = new ArrayList<>();
    for (MessageEntity message : messages.rows(chatId)) {
      Long parent = message.parentId();
      boolean below = parent != null && !behind.containsKey(parent);
      boolean deleted = message.deletedMs() != null;
      if (below || (deleted && !message.active())) {
        continue;
      }
      Long before = parent == null ? null : behind.get(parent);
      behind.put(message.id(), deleted ? before : Long.valueOf(message.id()));
      if (!deleted) {
        standing.add(message.behind(message.chatId(), before));
      }
    }
    return standing;
  }

  private @Nullable Long twinOf(ChatCopy copy) {
    for (long chatId : chats.begunAt(copy.chat().createdMs())) {
      ChatCopy here = copy(chatId);
      if (here != null && here.saysTheSameAs(copy)) {
        return chatId;
      }
    }
    return null;
  }

  private long insert(ChatCopy copy) {
    String question = copy.firstQuestion();
    String title = copy.chat().title();
    boolean byUser = title != null && (question == null || !title.equals(ChatTitle.of(question)));
    long chatId = chats.insert(copy.chat().named(title, byUser).withId(0));
    search.putTitle(chatId, title);
    Map<Long, Long> ids = new HashMap<>();
    for (MessageEntity message : copy.messages()) {
      Long parent = message.parentId() == null ? null : ids.get(message.parentId());
      long id = messages.insert(message.behind(chatId, parent).withId(0));
      search.putMessage(id, chatId, message.body());
      ids.put(message.id(), id);
    }
    return chatId;
  }
}
