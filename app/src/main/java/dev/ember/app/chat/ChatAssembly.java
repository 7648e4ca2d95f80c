package dev.ember.app.chat;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.PathMessage;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.engine.ModelState;
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

  static ChatState state(
      ChatEntity chat,
      List<PathMessage> stored,
      LiveAnswer live,
      ModelState model,
      @Nullable String storageFault) {
    SamplingChoice sampling =
        SamplingChoice.of(
            chat.sampling(), model instanceof ModelState.Ready ready ? ready.sampling() : null);
    MessageEntity lastAnswer = lastMeasured(stored);
    return new ChatState(
        chat.id(),
        chat.title(),
        model,
        rows(stored, live),
        live.phase(),
        model instanceof ModelState.Ready ready
            ? new ContextMeter(usedTokens(lastAnswer, live), ready.windowTokens())
            : null,
        sampling,
        chat.systemPrompt(),
        lastAnswer == null ? null : lastAnswer.forgottenThroughId(),
        storageFault);
  }

  private static List<MessageRow> rows(List<PathMessage> stored, LiveAnswer live) {
    List<MessageRow> rows = new ArrayList<>(stored.size());
    for (PathMessage place : stored) {
      MessageEntity message = place.message();
      boolean isLive =
          message.status() == MessageStatus.STREAMING
              && live.answerId() != null
              && live.answerId() == message.id();
      rows.add(isLive ? liveRow(message, live) : storedRow(message));
    }
    return rows;
  }

  private static MessageRow storedRow(MessageEntity message) {
    return new MessageRow(
        message.id(),
        message.role(),
        message.body(),
        message.status(),
        message.tokens(),
        message.createdMs(),
        stats(message.cost(), message.tokens()),
        message.failure());
  }

  private static MessageRow liveRow(MessageEntity message, LiveAnswer live) {
    AnswerEnd end = live.end();
    return new MessageRow(
        message.id(),
        message.role(),
        live.text(),
        end == null ? MessageStatus.STREAMING : end.status(),
        live.tokens(),
        message.createdMs(),
        end == null ? null : stats(end.cost(), end.tokens()),
        end == null ? null : end.failure());
  }

  private static @Nullable AnswerStats stats(@Nullable AnswerCost cost, int tokens) {
    if (cost == null) {
      return null;
    }
    double seconds = cost.decodeNanos() / NANOS_PER_SECOND;
    return new AnswerStats(
        tokens,
        seconds > 0 ? (float) (tokens / seconds) : 0,
        TimeUnit.NANOSECONDS.toMillis(cost.prefillNanos()),
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

  /** Of the answer being written if it has got so far, else of the last one. */
  private static int usedTokens(@Nullable MessageEntity lastAnswer, LiveAnswer live) {
    if (live.end() == null && live.promptTokens() > 0) {
      return live.promptTokens() + live.tokens();
    }
    return lastAnswer == null || lastAnswer.cost() == null
        ? 0
        : lastAnswer.cost().promptTokens() + lastAnswer.tokens();
  }
}
