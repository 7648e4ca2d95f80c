package dev.ember.app.chat;

import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import dev.ember.app.sure.SurePlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a chat, as its holder draws it. */
sealed interface ChatItem {

  /** Tells rows of the same class apart. */
  long id();

  /**
   * @param forgotten lies above the cut line: the model no longer sees it
   * @param offers what can be done with it now
   */
  record Question(
      long id,
      String text,
      long createdAtMs,
      boolean forgotten,
      Branching branching,
      boolean pinned,
      List<MessageAction> offers)
      implements ChatItem {

    MessageTarget target() {
      return MessageTarget.whole(id, text, offers);
    }
  }

  /**
   * @param phase what the answer is doing; idle once it has ended
   * @param loading the model that a waiting answer waits for; null if that is there
   * @param tokens kept, where {@code stats} are missing
   * @param latest whether it is the last one, and nothing is being answered
   * @param offers what can be done with it now
   * @param sure how sure the model was of its words, empty where nobody wrote it down; null where
   *     that is not to be seen
   */
  record Answer(
      long id,
      String text,
      MessageStatus status,
      AnswerPhase phase,
      ModelState.@Nullable Loading loading,
      int tokens,
      @Nullable AnswerStats stats,
      boolean latest,
      boolean forgotten,
      Branching branching,
      boolean pinned,
      List<MessageAction> offers,
      @Nullable List<SurePlace> sure)
      implements ChatItem {

    MessageTarget target() {
      return MessageTarget.whole(id, text, offers);
    }

    /** Whether it is wanted to be seen how sure the model was, and nobody wrote it down. */
    boolean sureIsUnknown() {
      return sure != null && sure.isEmpty() && !text.isEmpty() && !streaming();
    }

    boolean streaming() {
      return status == MessageStatus.STREAMING;
    }
  }

  /** Below the newest answer where that writes a number in digits. */
  record SmallModel(long id) implements ChatItem {}

  /** Between what the model has forgotten and what it sees. */
  record CutLine() implements ChatItem {
    @Override
    public long id() {
      return 0;
    }
  }

  /**
   * Below an answer that broke off when the process ended.
   *
   * @param tokens that were kept
   * @param latest whether the answer is the last one, and can be given now
   */
  record Interrupted(long id, int tokens, boolean hasText, boolean latest) implements ChatItem {}

  /**
   * In place of an answer for which the window had no room.
   *
   * @param question what was asked; null if it was deleted
   * @param canDrop whether forgetting older turns makes room
   * @param latest whether the answer would be the last one, and can be given now
   */
  record WindowFull(long id, @Nullable String question, boolean canDrop, boolean latest)
      implements ChatItem {}

  /**
   * Below an answer that broke off with an error.
   *
   * @param latest whether the answer is the last one, and can be given now
   */
  record Failure(long id, String detail, boolean latest) implements ChatItem {}

  /** At the end while the database takes no more. */
  record NotSaved(String detail) implements ChatItem {
    @Override
    public long id() {
      return 0;
    }
  }

  /** At the end while the model does not load. */
  record ModelFailure(ModelState.Failed failed) implements ChatItem {
    @Override
    public long id() {
      return 0;
    }
  }
}
