package dev.ember.app.chat;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.engine.ModelState;
import dev.ember.app.presets.SamplingChoice;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the screen shows: the stored chat, and over it the answer in memory, which is
 * ahead of its row until that says that it has ended.
 */
final class ChatAssembly {
  private static final double NANOS_PER_SECOND = 1e9;

  private ChatAssembly() {}

  static ChatState state(ChatParts parts) {
    ChatEntity chat = parts.chat();
    LiveAnswer live = parts.live();
    ModelState.Ready ready = parts.model().ready();
    AnswerSettings settings = AnswerSettings.of(chat, parts.defaults());
    MessageEntity lastAnswer = lastMeasured(parts.stored());
    boolean counted = isOf(parts.model().id(), lastAnswer);
    return new ChatState(
        chat.id(),
        chat.title(),
        parts.model(),
        rows(parts.stored(), live),
        live.phase(),
        ready == null || !(counted || reads(live)) ? null : meter(parts.stored(), live, ready),
        sampling(settings, ready, parts.presets()),
        lastAnswer == null || !counted ? null : lastAnswer.forgottenThroughId(),
        parts.storageFault(),
        settings,
        parts.presets(),
        new ChatState.Flags(chat.pinned(), chat.archived(), ChatRepository.isTemporary(chat.id())),
        parts.pending(),
        parts.tints());
  }

  private static @Nullable SamplingChoice sampling(
      AnswerSettings settings, ModelState.@Nullable Ready ready, List<PresetEntity> presets) {
    return SamplingChoice.of(
        settings.samplingFor(ready == null ? null : ready.key()),
        ready == null ? null : ready.sampling(),
        presets);
  }

  private static List<MessageRow> rows(List<PathMessage> stored, LiveAnswer live) {
    List<MessageRow> rows = new ArrayList<>(stored.size());
    for (PathMessage place : stored) {
      MessageEntity message = place.message();
      boolean isLive =
          message.status() == MessageStatus.STREAMING
              && live.answerId() != null
              && live.answerId() == message.id();
      rows.add(isLive ? liveRow(place, live) : storedRow(place));
    }
    return rows;
  }

  private static MessageRow storedRow(PathMessage place) {
    MessageEntity message = place.message();
    return new MessageRow(
        message.id(),
        message.role(),
        message.body(),
        message.status(),
        message.tokens(),
        message.createdMs(),
        storedStats(message),
        message.failure(),
        branching(place),
        message.pinned());
  }

  private static Branching branching(PathMessage place) {
    return new Branching(place.alternative(), place.alternatives());
  }

  private static MessageRow liveRow(PathMessage place, LiveAnswer live) {
    MessageEntity message = place.message();
    AnswerEnd end = live.end();
    return new MessageRow(
        message.id(),
        message.role(),
        live.text(),
        end == null ? MessageStatus.STREAMING : end.status(),
        live.tokens(),
        message.createdMs(),
        end == null ? null : stats(end.cost(), end.tokens()),
        end == null ? null : end.failure(),
        branching(place),
        message.pinned());
  }

  /** What was measured of an answer that broke off while it went on is that of its first part. */
  private static @Nullable AnswerStats storedStats(MessageEntity message) {
    return message.status() == MessageStatus.INTERRUPTED
        ? null
        : stats(message.cost(), message.tokens());
  }

  private static @Nullable AnswerStats stats(@Nullable AnswerCost cost, int tokens) {
    if (cost == null) {
      return null;
    }
    double seconds = cost.decodeNanos() / NANOS_PER_SECOND;
    return new AnswerStats(
        tokens,
        seconds > 0 ? (float) (tokens / seconds) : 0,
        cost.prefillNanos() == 0
            ? null
            : Long.valueOf(TimeUnit.NANOSECONDS.toMillis(cost.prefillNanos())),
        cost.finishReason());
  }

  private static @Nullable MessageEntity lastMeasured(List<PathMessage> stored) {
    for (int i = stored.size() - 1; i >= 0; i--) {
      if (stored.get(i).message().cost() != null) {
        return stored.get(i).message();
      }
    }
    return null;
  }

  /**
   * Null where more is counted than fits, as behind answers that nobody measured to their end:
   * older turns were dropped for them, and how many is not known before the next answer. Behind a
   * question for which there was no room, that it is more is what is to be said.
   */
  private static @Nullable ContextMeter meter(
      List<PathMessage> stored, LiveAnswer live, ModelState.Ready model) {
    int usedTokens = usedTokens(stored, live);
    int windowTokens = model.windowTokens();
    return usedTokens > windowTokens && !endsFull(stored)
        ? null
        : new ContextMeter(usedTokens, windowTokens);
  }

  /** Whether it was the window that ended the last answer, perhaps before its first word. */
  private static boolean endsFull(List<PathMessage> stored) {
    AnswerCost cost = stored.isEmpty() ? null : stored.get(stored.size() - 1).message().cost();
    return cost != null && cost.finishReason() == FinishReason.CONTEXT_FULL;
  }

  /**
   * Whether it was the chat's model that counted the tokens of an answer, and saw what it saw:
   * another has other tokens and another window, which nobody knows before it has answered.
   */
  private static boolean isOf(String model, @Nullable MessageEntity answer) {
    AnswerCost cost = answer == null ? null : answer.cost();
    return cost == null || cost.model() == null || cost.model().equals(model);
  }

  /** Whether the model has told how many tokens it reads for an answer that is on its way. */
  private static boolean reads(LiveAnswer live) {
    return live.end() == null && live.promptTokens() > 0;
  }

  /**
   * Of the answer being written if it has got so far, else of the last one. Of what stands behind
   * the last one that was measured, the answers alone are counted: how many tokens their questions
   * have was lost with the process that read them.
   */
  private static int usedTokens(List<PathMessage> stored, LiveAnswer live) {
    if (reads(live)) {
      return live.promptTokens() + live.tokens();
    }
    int used = 0;
    for (PathMessage place : stored) {
      MessageEntity message = place.message();
      used = message.cost() == null ? used : message.cost().promptTokens();
      used += message.tokens();
    }
    return used;
  }
}
