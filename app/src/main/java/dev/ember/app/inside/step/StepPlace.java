package dev.ember.app.inside.step;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.why.AnswerPieces;
import dev.ember.app.inside.why.Piece;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place of an answer, from which one can go on token by token: with the same prompt, settings and
 * dice, the next step is the very draw that the answer came from.
 *
 * @param modelId that wrote it
 * @param prompt the tokens of the chat before the answer, or before its stretch
 * @param before what the answer has up to the place
 * @param sampling the answer's settings, with its seed
 */
record StepPlace(
    String modelId, List<Integer> prompt, List<TakenToken> before, SamplingOptions sampling) {

  StepPlace {
    prompt = List.copyOf(prompt);
    before = List.copyOf(before);
  }

  StepStart start() {
    return new StepStart("", prompt);
  }

  /**
   * Looks a place up; null if nobody knows how the answer was drawn. Disk thread.
   *
   * @param asked with a chat, a message and an offset
   */
  static @Nullable StepPlace find(ChatRepository repository, InsideText asked) {
    Long chatId = asked.chatId();
    Long answerId = asked.messageId();
    Integer offset = asked.offset();
    if (chatId == null || answerId == null || offset == null) {
      return null;
    }
    List<AnswerTrace> traces = repository.traces().of(answerId);
    for (MessageEntity message : repository.allMessages(chatId)) {
      Piece at =
          message.id() == answerId
              ? AnswerPieces.at(AnswerPieces.of(message.body(), traces), offset)
              : null;
      if (at != null) {
        return of(traces.get(at.trace()), at.token());
      }
    }
    return null;
  }

  /** The place behind an answer that was cut there; null if it is none. Not for the main thread. */
  static @Nullable StepPlace of(InsideText.Replayed upToThere) {
    Replay replay;
    try {
      replay = ReplayJson.read("replay", upToThere.json());
    } catch (IOException none) {
      return null;
    }
    return replay.prompt().isEmpty()
        ? null
        : new StepPlace(
            upToThere.modelId(),
            replay.prompt(),
            TakenToken.of(replay.answer()),
            replay.options().sampling());
  }

  private static StepPlace of(AnswerTrace trace, int index) {
    Replay replay = trace.replay();
    List<TakenToken> before = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      Float sure =
          trace.sure().isEmpty()
              ? null
              : Float.valueOf((float) trace.sure().get(i) / AnswerTrace.WHOLE);
      before.add(new TakenToken(replay.answer().get(i), sure));
    }
    return new StepPlace(replay.model(), replay.prompt(), before, replay.options().sampling());
  }
}
