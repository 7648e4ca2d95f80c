package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.replay.Replay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as {@code ./ember replay} tells it again. The app calls models by names of its own; a
 * file that leaves it names the bundle's fingerprint.
 */
final class SharedReplay {
  static final String FILE = "ember-replay.json";
  static final String TYPE = "application/json";

  private SharedReplay() {}

  /**
   * The last stretch of an answer that was drawn. It has what was read before it, so that of an
   * answer that was gone on with or branched, the words up to there are its prompt; null if none
   * was drawn.
   *
   * @param traces of one model
   */
  static @Nullable Replay of(List<AnswerTrace> traces, String fingerprint) {
    for (int t = traces.size() - 1; t >= 0; t--) {
      AnswerTrace trace = traces.get(t);
      if (!trace.byHand() && trace.tokens() > 0) {
        return whole(trace.replay(), fingerprint);
      }
    }
    return null;
  }

  /**
   * Where a reader stopped the answer, or the window was full here, nobody else's model would: such
   * a replay ends with its last token because that is how long it may be.
   */
  private static Replay whole(Replay replay, String fingerprint) {
    boolean cut =
        replay.reason() == FinishReason.CANCELLED || replay.reason() == FinishReason.CONTEXT_FULL;
    GenerationOptions options = replay.options();
    return new Replay(
        fingerprint,
        replay.backend(),
        replay.prompt(),
        cut
            ? new GenerationOptions(
                options.sampling(), replay.answer().size(), options.stopStrings())
            : options,
        replay.answer(),
        replay.text(),
        cut ? FinishReason.MAX_TOKENS : replay.reason());
  }
}
