package dev.ember.app.chat;

import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.data.MessageStatus;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** What can be done with one message, in the order of its menu. */
enum MessageAction {
  COPY(R.string.copy),
  SELECT(R.string.select_text),
  SHARE(R.string.share),
  READ_ALOUD(R.string.read_aloud),
  WHY(R.string.why_action),
  EDIT(R.string.edit_and_send),
  AGAIN(R.string.answer_again),
  CONTINUE(R.string.continue_answer),
  BRANCH(R.string.branch_here),
  PIN(R.string.pin_message),
  UNPIN(R.string.unpin_message),
  PREVIOUS(R.string.previous_alternative),
  NEXT(R.string.next_alternative),
  DELETE(R.string.delete_message);

  @StringRes private final int label;

  MessageAction(@StringRes int label) {
    this.label = label;
  }

  @StringRes
  int label() {
    return label;
  }

  /**
   * @param answering whether an answer of the chat is being written: its branch is held still
   * @param asked whether a question stands before the message; one that is not there cannot be
   *     answered
   */
  static List<MessageAction> of(MessageRow row, boolean answering, boolean asked) {
    if (row.status() == MessageStatus.STREAMING) {
      return List.of(COPY, SELECT, SHARE);
    }
    boolean user = row.role() == Role.USER;
    List<MessageAction> actions = new ArrayList<>();
    if (!row.text().isEmpty()) {
      actions.addAll(List.of(COPY, SELECT, SHARE, READ_ALOUD));
      if (!user) {
        actions.add(WHY);
      }
    }
    if (!answering) {
      if (user) {
        actions.add(EDIT);
      } else if (asked) {
        actions.add(AGAIN);
        if (isCut(row)) {
          actions.add(CONTINUE);
        }
      }
      actions.add(BRANCH);
    }
    actions.add(row.pinned() ? UNPIN : PIN);
    if (!answering) {
      if (row.branching().hasPrevious()) {
        actions.add(PREVIOUS);
      }
      if (row.branching().hasNext()) {
        actions.add(NEXT);
      }
      actions.add(DELETE);
    }
    return actions;
  }

  /** Whether an answer has words and might have more. */
  static boolean isCut(MessageRow row) {
    if (row.text().trim().isEmpty()) {
      return false;
    }
    return switch (row.status()) {
      case CANCELLED, INTERRUPTED, FAILED -> true;
      case STREAMING -> false;
      case COMPLETE -> row.stats() != null && row.stats().reason() != FinishReason.STOP;
    };
  }
}
