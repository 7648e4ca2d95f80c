package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.TokenEnds;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.Engine;
import dev.ember.inference.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a replay that came from elsewhere with the model that it names: whether it can be of it at
 * all, for anybody may have written it, and which text its tokens are.
 *
 * <h2>Threading model</h2>
 *
 * Made on any thread, looks on the inference thread, and answers its listener there, once.
 */
final class ReplayReading implements AnswerLook {

  /** Hears what came of it. Inference thread. */
  interface Listener {
    void read(String text, AnswerTrace trace);

    /**
     * It cannot be of this model.
     *
     * @param detail value and expectation, in English
     */
    void unfit(String detail);

    void failed(ModelState.Failed why);
  }

  private final Replay replay;
  private final Listener listener;

  /**
   * @param replay its model is the app's id of it
   */
  ReplayReading(Replay replay, Listener listener) {
    this.replay = replay;
    this.listener = listener;
  }

  @Override
  public void look(Sight sight) {
    String misfit = misfit(replay, sight.engine());
    if (misfit == null) {
      TokenEnds ends = TokenEnds.of(sight.engine().tokenizer(), replay.answer());
      listener.read(ends.text(), new AnswerTrace(0, 0, replay, ends.ends(), List.of(), false));
    } else {
      listener.unfit(misfit);
    }
  }

  @Override
  public void failed(ModelState.Failed failure) {
    listener.failed(failure);
  }

  /** Why a model cannot have written it, as it runs here; null if nothing speaks against it. */
  static @Nullable String misfit(Replay replay, Engine engine) {
    List<Integer> tokens = new ArrayList<>(replay.prompt());
    tokens.addAll(replay.answer());
    int window = engine.backend().config().context();
    if (replay.prompt().isEmpty() || tokens.size() > window) {
      return "expected a prompt and an answer of at most "
          + window
          + " tokens but found "
          + replay.prompt().size()
          + " and "
          + replay.answer().size();
    }
    int vocabulary = engine.backend().config().vocabulary();
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        return "expected tokens below " + vocabulary + " but found " + token;
      }
    }
    return null;
  }
}
