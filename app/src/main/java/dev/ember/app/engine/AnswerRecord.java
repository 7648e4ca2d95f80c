package dev.ember.app.engine;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.TokenEnds;
import dev.ember.inference.Engine;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayRecorder;
import dev.ember.inference.sample.Draw;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what an answer came from while it is written: its tokens, always, which costs next to
 * nothing, and how sure the model was of each only while somebody wants to see it, which costs a
 * few passes over the vocabulary a token. Everything else that a word can be asked comes from
 * drawing it again ({@link AnswerLook}).
 */
final class AnswerRecord implements GenerationListener {
  private final ReplayRecorder recorder;
  private final GenerationListener listener;
  private final boolean wantsSure;
  private final List<Integer> tokens = new ArrayList<>();
  private final List<Integer> sure = new ArrayList<>();
  private int drawnSure;

  AnswerRecord(GenerationListener listener, boolean wantsSure) {
    this.listener = listener;
    this.wantsSure = wantsSure;
    recorder = new ReplayRecorder(listener);
  }

  /**
   * The trace of the answer that has ended.
   *
   * @param startChar what stood there before
   */
  AnswerTrace trace(
      Source source, GenerationOptions options, GenerationResult result, int startChar) {
    Replay replay =
        recorder.replay(
            source.modelId(),
            source.engine().backend().description(),
            source.prompt(),
            options,
            result);
    return new AnswerTrace(
        0,
        startChar,
        replay,
        TokenEnds.of(source.engine().tokenizer(), tokens).ends(),
        sure,
        false);
  }

  /** What an answer was written with: a model and the tokens before it. */
  static final class Source {
    private final Engine engine;
    private final String modelId;
    private final int[] prompt;

    Source(Engine engine, String modelId, int[] prompt) {
      this.engine = engine;
      this.modelId = modelId;
      this.prompt = prompt;
    }

    Engine engine() {
      return engine;
    }

    String modelId() {
      return modelId;
    }

    int[] prompt() {
      return prompt;
    }
  }

  @Override
  public void onPrefill(int done, int total) {
    listener.onPrefill(done, total);
  }

  @Override
  public void onToken(int token, int generated) {
    tokens.add(token);
    if (wantsSure) {
      sure.add(drawnSure);
    }
    recorder.onToken(token, generated);
  }

  @Override
  public int wantedCandidates() {
    return wantsSure ? 1 : 0;
  }

  @Override
  public void onDraw(Draw draw) {
    drawnSure = Math.round(draw.drawn().rawProbability() * AnswerTrace.WHOLE);
  }

  @Override
  public void onText(String delta) {
    listener.onText(delta);
  }
}
