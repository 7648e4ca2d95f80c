package dev.ember.app.chat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.presets.SamplingChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the screen shows it, whole and unchangeable. A new one arrives at most about 30 times a
 * second; between two of them usually only the last row differs.
 *
 * @param title the user's own, or made from the first message; null before there is one
 * @param model that answers it
 * @param messages oldest first
 * @param phase of this chat's answer
 * @param meter null until the model's window is known, and while what fills it is not
 * @param sampling null until the model's own values are known
 * @param forgottenThroughMessageId the newest message that the model did not see when it last
 *     answered (the cut line lies below it); null if it saw all
 * @param storageFault what the database said when it last refused a write, in English; null if all
 *     is saved
 * @param settings the chat's own, and what it takes where it has none
 * @param presets the user's own, oldest first
 * @param tints how sure the model was of its words
 */
public record ChatState(
    long chatId,
    @Nullable String title,
    ChatModel model,
    List<MessageRow> messages,
    AnswerPhase phase,
    @Nullable ContextMeter meter,
    @Nullable SamplingChoice sampling,
    @Nullable Long forgottenThroughMessageId,
    @Nullable String storageFault,
    AnswerSettings settings,
    List<PresetEntity> presets,
    Flags flags,
    Pending pending,
    Tints tints)
    implements ChatScreen {

  public ChatState {
    messages = List.copyOf(messages);
    presets = List.copyOf(presets);
  }

  /**
   * How the chat is kept.
   *
   * @param temporary it is written nowhere and gone once its screen is closed
   */
  public record Flags(boolean pinned, boolean archived, boolean temporary) {
    static final Flags NONE = new Flags(false, false, false);
  }

  /**
   * What the user is in the middle of.
   *
   * @param editing the question that the composer holds another wording of, or null
   * @param deleted the message that can still come back, or null
   */
  public record Pending(@Nullable Long editing, @Nullable Long deleted) {
    static final Pending NOTHING = new Pending(null, null);
  }

  /** Whether the round button means "stop". */
  public boolean answering() {
    return !(phase instanceof AnswerPhase.Idle);
  }
}
