package dev.ember.app.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chat as a file has it, outside of any database.
 *
 * @param messages of every branch, oldest first, each behind its parent; their ids count within
 *     this copy alone
 */
public record ChatCopy(ChatEntity chat, List<MessageEntity> messages) {
  public ChatCopy {
    messages = List.copyOf(messages);
  }

  /** What the screen shows, oldest first. */
  public List<MessageEntity> path() {
    List<MessageEntity> path = new ArrayList<>();
    Long end = null;
    for (MessageEntity message : messages) { // a parent stands before its children
      if (message.active() && Objects.equals(message.parentId(), end)) {
        path.add(message);
        end = message.id();
      }
    }
    return path;
  }

  /** The question at the beginning of the chat, in its first wording; null if there is none. */
  @Nullable String firstQuestion() {
    for (MessageEntity message : messages) {
      if (message.isQuestion() && message.parentId() == null) {
        return message.body();
      }
    }
    return null;
  }

  /** Whether both say the same, however they came to be named, sorted and shown since. */
  boolean saysTheSameAs(ChatCopy other) {
    return words().equals(other.words());
  }

  private List<Said> words() {
    List<Said> words = new ArrayList<>();
    for (MessageEntity message : messages) {
      words.add(new Said(message.isQuestion(), message.body(), message.createdMs()));
    }
    return words;
  }

  private record Said(boolean question, String words, long createdMs) {}
}
