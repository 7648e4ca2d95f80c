package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.LogitsBehind;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One token of an answer.
 *
 * @param index as many as the trace has tokens is what ended the answer
 */
public record TokenPlace(AnswerTrace trace, int index) {

  /** All tokens before it. */
  int[] before() {
    return IntStream.concat(IntStream.of(prompt()), IntStream.of(written())).toArray();
  }

  private int[] prompt() {
    return ints(trace.replay().prompt());
  }

  private int[] written() {
    return ints(trace.replay().answer().subList(0, index));
  }

  private static int[] ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The replay as if it had been stopped before this token.
   *
   * @throws IllegalArgumentException if it {@linkplain #tooLong is too long} for a screen to keep
   */
  public InsideText.Replayed upToHere() {
    return new InsideText.Replayed(trace.replay().model(), cut(trace.replay(), index));
  }

  /**
   * What is too long of a replay for a screen to keep it up to each of its tokens, with value and
   * expectation; null if nothing is.
   */
  static @Nullable String tooLong(Replay replay) {
    return InsideText.Replayed.tooLong(cut(replay, replay.answer().size()));
  }

  private static String cut(Replay whole, int tokens) {
    Replay part =
        new Replay(
            whole.model(),
            whole.backend(),
            whole.prompt(),
            whole.options(),
            whole.answer().subList(0, tokens),
            "",
            FinishReason.CANCELLED);
    try {
      return ReplayJson.write(part);
    } catch (IOException e) {
      throw new AssertionError("JSON into memory is not refused", e);
    }
  }

  /**
   * What the model says there, {@code [V]}; null if a chat asked meanwhile. Inference thread.
   *
   * @throws dev.ember.inference.backend.BackendException if the runtime breaks
   */
  float @Nullable [] logits(AnswerLook.Sight sight) {
    float[] logits = LogitsBehind.read(sight, prompt(), written(), () -> false);
    return logits == null || logits.length == 0 ? null : logits;
  }
}
