package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.inside.page.InsideText;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token of an answer.
 *
 * @param index as many as the trace has tokens is what ended the answer
 */
record TokenPlace(AnswerTrace trace, int index) {

  /** All tokens before it. */
  int[] before() {
    List<Integer> tokens = new ArrayList<>(trace.replay().prompt());
    tokens.addAll(trace.replay().answer().subList(0, index));
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The replay as if it had been stopped before this token. */
  InsideText.Replayed upToHere() {
    Replay whole = trace.replay();
    Replay part =
        new Replay(
            whole.model(),
            whole.backend(),
            whole.prompt(),
            whole.options(),
            whole.answer().subList(0, index),
            "",
            FinishReason.CANCELLED);
    try {
      return new InsideText.Replayed(whole.model(), ReplayJson.write(part));
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
    Logits logits = new Logits(sight);
    return logits.readAll(before()) ? logits.values : null;
  }

  /** Reads a text and keeps the logits behind it, unless a chat asks meanwhile. */
  private static final class Logits implements GenerationListener {
    private static final GenerationOptions ONE_TOKEN =
        new GenerationOptions(SamplingOptions.GREEDY, 1, List.of());

    private final AnswerLook.Sight sight;
    private float[] values = {}; // [V]

    Logits(AnswerLook.Sight sight) {
      this.sight = sight;
    }

    boolean readAll(int[] tokens) {
      GenerationResult result = sight.conversation().generate(tokens, ONE_TOKEN, this);
      return result.reason() != FinishReason.CANCELLED && values.length > 0;
    }

    @Override
    public void onPrefill(int done, int total) {
      if (sight.chatWaits().getAsBoolean()) {
        sight.conversation().cancel();
      }
    }

    @Override
    public void onLogits(float[] logits) {
      values = logits.clone();
    }

    @Override
    public void onText(String delta) {}
  }
}
