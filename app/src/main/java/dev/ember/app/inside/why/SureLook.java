package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks how sure the model was of a few words of an answer that was written while nobody wanted to
 * know: one step of the model a word, as {@link DrawLook} takes one for its own.
 *
 * <h2>Threading model</h2>
 *
 * Made on any thread, looks on the inference thread, and answers there, once.
 */
final class SureLook implements AnswerLook {
  /** So few that another look or a chat hardly waits. */
  static final int MOST = 4;

  private final List<AnswerTrace> traces;
  private final List<Piece> pieces;
  private final Consumer<List<Piece>> listener;

  /**
   * @param pieces none of them an end
   * @param listener gets those that were found, with how sure the model was; fewer, or none, where
   *     a chat asked meanwhile or the model is another one
   */
  SureLook(List<AnswerTrace> traces, List<Piece> pieces, Consumer<List<Piece>> listener) {
    this.traces = traces;
    this.pieces = pieces;
    this.listener = listener;
  }

  @Override
  public void look(Sight sight) {
    List<Piece> found = new ArrayList<>();
    try {
      for (Piece piece : pieces) {
        AnswerTrace trace = traces.get(piece.trace());
        boolean asked = sight.chatWaits().getAsBoolean();
        float[] logits =
            asked
                    || !sight.modelId().equals(trace.replay().model())
                    || ReplayReading.misfit(trace.replay(), sight.engine()) != null
                ? null
                : new TokenPlace(trace, piece.token()).logits(sight);
        if (logits == null) {
          break;
        }
        found.add(piece.withSure(raw(logits, trace.replay().answer().get(piece.token()))));
      }
    } catch (BackendException broken) {
      found.clear(); // the tints are an extra: whoever asks for a word hears what broke
    }
    listener.accept(found);
  }

  /** As the sampler's own record has it, whatever it would have drawn. */
  private static float raw(float[] logits, int token) {
    DrawRecorder recorder = new DrawRecorder();
    recorder.want(1);
    Sampler.of(SamplingOptions.GREEDY, recorder).sample(logits, new TokenWindow(0));
    return recorder.draw(token).drawn().rawProbability();
  }

  @Override
  public void failed(ModelState.Failed failure) {
    listener.accept(List.of());
  }
}
