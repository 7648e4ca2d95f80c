package dev.ember.app.chat;

import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the screen shows it, whole and unchangeable. A new one arrives at most about 30 times a
 * second; between two of them usually only the last row differs.
 *
 * @param title the user's own, or made from the first message; null before there is one
 * @param messages oldest first
 * @param phase of this chat's answer
 * @param meter null until the model's window is known
 * @param sampling null until the model's own values are known
 * @param systemPrompt empty if there is none
 * @param forgottenThroughMessageId the newest message that the model did not see when it last
 *     answered (the cut line lies below it); null if it saw all
 * @param storageFault what the database said when it last refused a write, in English; null if all
 *     is saved
 */
public record ChatState(
    long chatId,
    @Nullable String title,
    ModelState model,
    List<MessageRow> messages,
    AnswerPhase phase,
    @Nullable ContextMeter meter,
    @Nullable SamplingChoice sampling,
    String systemPrompt,
    @Nullable Long forgottenThroughMessageId,
    @Nullable String storageFault)
    implements ChatScreen {

  public ChatState {
    messages = List.copyOf(messages);
  }

  /** Whether the round button means "stop". */
  public boolean answering() {
    return !(phase instanceof AnswerPhase.Idle);
  }
}
