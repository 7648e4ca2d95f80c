package dev.ember.app.chat;

import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Turns a chat's state into the rows of its list. */
final class ChatItems {
  private static final AnswerPhase IDLE = new AnswerPhase.Idle();

  private final ChatState state;
  private final List<ChatItem> items = new ArrayList<>();
  private final int forgotten;
  private final PinnedTurns pinnedTurns;

  /** Whether a question stands above: it may have been deleted. */
  private boolean asked;

  private ChatItems(ChatState state) {
    this.state = state;
    this.forgotten = forgottenCount(state);
    this.pinnedTurns = new PinnedTurns(state.messages());
  }

  static List<ChatItem> of(ChatState state) {
    ChatItems builder = new ChatItems(state);
    builder.build();
    return builder.items;
  }

  /** What is wrong in a chat, each thing by a name of its own. */
  static Set<String> troubles(List<ChatItem> items) {
    Set<String> troubles = new HashSet<>();
    for (ChatItem item : items) {
      if (item instanceof ChatItem.Failure
          || item instanceof ChatItem.WindowFull
          || item instanceof ChatItem.NotSaved
          || item instanceof ChatItem.ModelFailure) {
        troubles.add(item.getClass().getSimpleName() + item.id());
      }
    }
    return troubles;
  }

  private void build() {
    List<MessageRow> messages = state.messages();
    for (int i = 0; i < messages.size(); i++) {
      boolean latest = i == messages.size() - 1;
      MessageRow row = messages.get(i);
      if (row.role() == Role.USER) {
        addQuestion(row, isForgotten(i));
      } else if (windowWasFull(row)) {
        addWindowFull(row, i, latest);
      } else {
        addAnswer(row, isForgotten(i), latest);
      }
      if (i == forgotten - 1 && !latest) {
        items.add(new ChatItem.CutLine());
      }
    }
    if (state.storageFault() != null) {
      items.add(new ChatItem.NotSaved(state.storageFault()));
    }
    if (state.model().state() instanceof ModelState.Failed failed) {
      items.add(new ChatItem.ModelFailure(failed));
    }
  }

  /** A pinned turn above the cut line is still seen. */
  private boolean isForgotten(int index) {
    return index < forgotten && !pinnedTurns.contain(index);
  }

  private void addQuestion(MessageRow row, boolean isForgotten) {
    asked = true;
    items.add(
        new ChatItem.Question(
            row.id(),
            row.text(),
            row.createdAtMs(),
            isForgotten,
            row.branching(),
            row.pinned(),
            MessageAction.of(row, state.answering(), asked)));
  }

  private static boolean windowWasFull(MessageRow row) {
    return row.text().isEmpty()
        && row.stats() != null
        && row.stats().reason() == FinishReason.CONTEXT_FULL;
  }

  private void addWindowFull(MessageRow row, int index, boolean latest) {
    MessageRow before = index == 0 ? null : state.messages().get(index - 1);
    String question = before == null || before.role() != Role.USER ? null : before.text();
    boolean canDrop = index > 1;
    items.add(
        new ChatItem.WindowFull(
            row.id(), question, canDrop, question != null && canAnswer(latest)));
  }

  private void addAnswer(MessageRow row, boolean isForgotten, boolean latest) {
    boolean again = canAnswer(latest);
    items.add(
        new ChatItem.Answer(
            row.id(),
            row.text(),
            row.status(),
            row.status() == MessageStatus.STREAMING ? state.phase() : IDLE,
            state.model().state() instanceof ModelState.Loading loading ? loading : null,
            row.tokens(),
            row.stats(),
            latest && !state.answering(),
            isForgotten,
            row.branching(),
            row.pinned(),
            MessageAction.of(row, state.answering(), asked),
            row.status() == MessageStatus.STREAMING ? null : state.tints().of(row.id())));
    if (row.status() == MessageStatus.INTERRUPTED) {
      items.add(new ChatItem.Interrupted(row.id(), row.tokens(), !row.text().isEmpty(), again));
    } else if (row.status() == MessageStatus.FAILED && !(latest && modelFailed())) {
      items.add(
          new ChatItem.Failure(row.id(), Objects.requireNonNullElse(row.failure(), ""), again));
    } else if (latest && row.stats() != null && StatedNumber.isIn(row.text())) {
      items.add(new ChatItem.SmallModel(row.id()));
    }
  }

  private boolean canAnswer(boolean latest) {
    return latest && asked && !state.answering();
  }

  /** Then one card at the end says why, and is enough. */
  private boolean modelFailed() {
    return state.model().state() instanceof ModelState.Failed;
  }

  /** How many of the oldest messages lie above the cut line. */
  private static int forgottenCount(ChatState state) {
    Long through = state.forgottenThroughMessageId();
    if (through == null) {
      return 0;
    }
    for (int i = 0; i < state.messages().size(); i++) {
      if (state.messages().get(i).id() == through) {
        return i + 1;
      }
    }
    return 0;
  }
}
