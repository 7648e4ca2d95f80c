package dev.ember.app.inside.why;

import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks once at what may stand at a place of an answer, for settings to be tried upon it.
 *
 * <h2>Threading model</h2>
 *
 * Made on any thread, looks on the inference thread, and answers there, once, or never where a chat
 * asks, the model is another one, or it breaks: nobody waits for it.
 */
final class NextLook implements AnswerLook {
  private final TokenPlace place;
  private final String before;
  private final Consumer<NextWords> found;

  /**
   * @param before the text up to the place
   */
  NextLook(TokenPlace place, String before, Consumer<NextWords> found) {
    this.place = place;
    this.before = before;
    this.found = found;
  }

  @Override
  public void look(Sight sight) {
    if (!sight.modelId().equals(place.trace().replay().model())
        || ReplayReading.misfit(place.trace().replay(), sight.engine()) != null) {
      return;
    }
    try {
      float[] logits = place.logits(sight);
      if (logits != null) {
        found.accept(words(sight, logits));
      }
    } catch (BackendException broken) {
      return; // the sheet is for the settings; what broke is said where it is asked
    }
  }

  private NextWords words(Sight sight, float[] logits) {
    int[] tokens = place.before();
    Map<Integer, TokenName> names = new HashMap<>();
    for (DrawCandidate candidate :
        DrawRecorder.draw(logits, tokens, SamplingOptions.GREEDY, NextWords.NAMED).candidates()) {
      boolean ends = sight.engine().manifest().stopTokens().contains(candidate.token());
      names.put(
          candidate.token(), TokenName.of(sight.engine().tokenizer(), candidate.token(), ends));
    }
    return new NextWords(before, logits, tokens, names);
  }

  @Override
  public void failed(ModelState.Failed failure) {}
}
