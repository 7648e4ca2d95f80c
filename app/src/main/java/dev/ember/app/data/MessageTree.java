package dev.ember.app.data;

import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of each chat as a tree: asking again or editing grows a branch beside the old one,
 * and nothing is overwritten. Called within a transaction, on the disk thread.
 */
final class MessageTree {
  private final MessageDao messages;
  private final SearchIndex search;
  private final AnswerTraces traces;

  MessageTree(MessageDao messages, SearchIndex search, AnswerTraces traces) {
    this.messages = messages;
    this.search = search;
    this.traces = traces;
  }

  /** Puts a question at the end of a chat, and behind it the empty row of its answer. */
  Place ask(long chatId, String question, long nowMs) {
    return ask(chatId, messages.leaf(chatId), question, nowMs);
  }

  /** Puts another wording beside a question and shows it; null if there is no such question. */
  @Nullable Place askEdited(long questionId, String question, long nowMs) {
    MessageEntity old = standing(questionId, Role.USER);
    if (old == null) {
      return null;
    }
    revealPlaceOf(old);
    return ask(old.chatId(), old.parentId(), question, nowMs);
  }

  private Place ask(long chatId, @Nullable Long parentId, String question, long nowMs) {
    long id = insert(MessageEntity.question(chatId, parentId, question, nowMs));
    search.putMessage(id, chatId, question);
    return new Place(chatId, insert(MessageEntity.emptyAnswer(chatId, id, nowMs)));
  }

  /**
   * Puts an empty answer beside the last one, or behind the last question; null if there is none.
   */
  @Nullable Place askAgain(long chatId, long nowMs) {
    List<MessageEntity> path = messages.path(chatId);
    if (path.isEmpty()) {
      return null;
    }
    MessageEntity last = path.get(path.size() - 1);
    return switch (last.role()) {
      case ASSISTANT -> besides(last, nowMs);
      case USER -> new Place(chatId, insert(MessageEntity.emptyAnswer(chatId, last.id(), nowMs)));
      case SYSTEM -> throw new AssertionError("system prompts have no row");
    };
  }

  /**
   * Puts an empty answer beside an answer anywhere in a chat and shows it; null if there is no such
   * answer.
   */
  @Nullable Place answerAgain(long answerId, long nowMs) {
    MessageEntity old = standing(answerId, Role.ASSISTANT);
    return old == null ? null : besides(old, nowMs);
  }

  /** An answer without a word is not kept as an alternative, unless the chat went on after it. */
  private Place besides(MessageEntity old, long nowMs) {
    if (old.body().trim().isEmpty()) {
      messages.deleteLeaf(old.id());
    }
    revealPlaceOf(old);
    long chatId = old.chatId();
    return new Place(chatId, insert(MessageEntity.emptyAnswer(chatId, old.parentId(), nowMs)));
  }

  /**
   * A message that something may grow on; null if it is not there, was deleted, or lies on a branch
   * that was: what grows there would be erased with it.
   */
  private @Nullable MessageEntity standing(long id, Role role) {
    MessageEntity found = messages.find(id);
    if (found == null || found.role() != role || found.deletedMs() != null) {
      return null;
    }
    for (MessageEntity at = parentOf(found); at != null; at = parentOf(at)) {
      if (at.deletedMs() != null && !at.active()) {
        return null;
      }
    }
    return found;
  }

  /** The chat may have been turned to other alternatives since a message was looked at. */
  private void revealPlaceOf(MessageEntity message) {
    if (message.parentId() != null) {
      reveal(message.parentId());
    }
  }

  /** Opens an answer again that broke off, to be gone on with; null if there is none. */
  @Nullable MessageEntity reopen(long answerId) {
    MessageEntity cut = standing(answerId, Role.ASSISTANT);
    if (cut == null || cut.body().isEmpty()) {
      return null;
    }
    messages.setStreaming(answerId);
    reveal(answerId);
    return cut;
  }

  /** At the start of a process: what the former one did not end is interrupted. */
  void interruptUnfinished() {
    for (MessageEntity cut : messages.streaming()) {
      search.putMessage(cut.id(), cut.chatId(), cut.body());
    }
    messages.interruptStreaming();
  }

  /** Puts the beginning of an answer beside another one; null if that is not there. */
  @Nullable Place branch(AnswerBranch branch, long nowMs) {
    Place place = answerAgain(branch.answerId(), nowMs);
    if (place != null) {
      messages.saveProgress(place.answerId(), branch.text(), branch.tokens());
      branch.kept().forEach(trace -> traces.add(place.answerId(), trace));
    }
    return place;
  }

  private long insert(MessageEntity message) {
    long id = messages.insert(message);
    messages.activate(message.chatId(), message.parentId(), id);
    return id;
  }

  /** An answer's row, before it is written. */
  record Place(long chatId, long answerId) {}

  /** The messages before an answer, oldest first. */
  List<MessageEntity> before(Place place) {
    List<MessageEntity> before = new ArrayList<>();
    for (MessageEntity message : messages.path(place.chatId())) {
      if (message.id() == place.answerId()) {
        return before;
      }
      before.add(message);
    }
    throw new AssertionError("an answer lies on the path that it was put on");
  }

  /** Shows another alternative of a message: {@code step} 1 is the next, -1 the one before. */
  void choose(long messageId, int step) {
    List<Long> alternatives = messages.alternatives(messageId);
    int at = alternatives.indexOf(messageId) + step;
    if (at >= 0 && at < alternatives.size()) {
      activate(alternatives.get(at));
    }
  }

  /** Shows a message, whatever alternatives were chosen up to it; a deleted one stays away. */
  void reveal(long messageId) {
    MessageEntity wanted = messages.find(messageId);
    if (wanted == null || wanted.deletedMs() != null) {
      return;
    }
    for (MessageEntity at = wanted; at != null; at = parentOf(at)) {
      messages.activate(at.chatId(), at.parentId(), at.id());
    }
  }

  private @Nullable MessageEntity parentOf(MessageEntity message) {
    return message.parentId() == null ? null : messages.find(message.parentId());
  }

  private void activate(long id) {
    MessageEntity message = messages.find(id);
    if (message != null) {
      messages.activate(message.chatId(), message.parentId(), id);
    }
  }

  /**
   * Takes a message away until {@link #undoDelete} or {@link #eraseDeleted}. If it has
   * alternatives, the nearest is shown, with what follows that; if not, what follows it stays.
   */
  void delete(long messageId, long nowMs) {
    List<Long> alternatives = messages.alternatives(messageId);
    int at = alternatives.indexOf(messageId);
    if (at < 0) {
      return;
    }
    messages.delete(messageId, nowMs);
    if (alternatives.size() > 1) {
      activate(alternatives.get(at == 0 ? 1 : at - 1));
    }
  }

  void undoDelete(long messageId) {
    messages.undoDelete(messageId);
    activate(messageId);
  }

  /** Forgets the words of a chat's deleted messages, and their rows where nothing hangs on them. */
  void eraseDeleted(long chatId) {
    traces.eraseDeleted(chatId);
    for (long id : messages.deletedAlternatives(chatId)) {
      messages.deleteBelow(id);
    }
    messages.eraseDeleted(chatId);
    while (messages.dropDeletedLeaves(chatId) > 0) {
      // a leaf that is gone may have hung on another deleted message
    }
    search.removeOrphans();
  }

  /** Copies the path up to a message into another chat. */
  void copyPath(MessageEntity last, long toChatId) {
    Long parent = null;
    for (MessageEntity message : messages.path(last.chatId())) {
      parent = messages.insert(message.copiedTo(toChatId, parent));
      search.putMessage(parent, toChatId, message.body());
      traces.copy(message.id(), parent);
      if (message.id() == last.id()) {
        return;
      }
    }
  }
}
