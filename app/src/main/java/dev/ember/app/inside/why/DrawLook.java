package dev.ember.app.inside.why;

import dev.ember.app.data.AnswerTrace;
import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Draws one token of an answer again and looks on.
 *
 * <p>Nothing is recorded while an answer is written but its tokens, its settings and its seed: that
 * is free, and most answers are never asked. What is asked for is drawn again, on the thread, the
 * backend and as a rule the very KV cache that wrote it, so that one step of the model is all it
 * takes. The logits then go through the same {@link dev.ember.inference.sample.Sampler} with the
 * same dice ({@link SamplingOptions#afterDraws}); there is no second computation of a probability.
 * A kernel that reads a prompt in chunks may round otherwise than one that reads token by token, so
 * that the prompt is read in chunks and the answer token by token, as when it was written. Where an
 * earlier answer is a part of the prompt now, that may still differ: hence {@link
 * Explained#agrees}, which compares the drawn token with the written one.
 *
 * <h2>Threading model</h2>
 *
 * Made on any thread, looks on the inference thread, and answers its listener there, once.
 */
final class DrawLook implements AnswerLook {
  /** As many bars as a sheet shows. */
  static final int CANDIDATES = 8;

  private static final Pattern THREADS = Pattern.compile(", [0-9]+ threads?$");

  /** Hears what came of it. Inference thread. */
  interface Listener {
    void explained(Explained draw);

    /** A chat asks: look again later. */
    void later();

    /** The chat has another model now than the one that wrote this. */
    void otherModel();

    void failed(ModelState.Failed why);
  }

  private final TokenPlace place;
  private final Listener listener;

  /**
   * @param index of the token; as many as there are is what ended the answer
   */
  DrawLook(AnswerTrace trace, int index, Listener listener) {
    place = new TokenPlace(trace, index);
    this.listener = listener;
  }

  @Override
  public void look(Sight sight) {
    if (!sight.modelId().equals(place.trace().replay().model())) {
      listener.otherModel();
      return;
    }
    String misfit = ReplayReading.misfit(place.trace().replay(), sight.engine());
    if (misfit != null) { // its window has become smaller here
      failed(new ModelState.Failed(ModelState.Fault.RUNTIME, misfit));
      return;
    }
    try {
      float[] logits = place.logits(sight);
      if (logits == null) {
        listener.later();
      } else {
        listener.explained(explain(sight.engine(), logits));
      }
    } catch (BackendException broken) {
      failed(new ModelState.Failed(ModelState.Fault.RUNTIME, String.valueOf(broken.getMessage())));
    }
  }

  @Override
  public void failed(ModelState.Failed failure) {
    listener.failed(failure);
  }

  private Explained explain(Engine engine, float[] logits) {
    AnswerTrace trace = place.trace();
    int index = place.index();
    Replay replay = trace.replay();
    SamplingOptions sampling = replay.options().sampling().afterDraws(index);
    Draw draw = DrawRecorder.draw(logits, place.before(), sampling, CANDIDATES);
    boolean isEnd = index == trace.tokens();
    int written = isEnd ? draw.token() : replay.answer().get(index);
    List<Candidate> candidates = new ArrayList<>();
    for (DrawCandidate candidate : draw.candidates()) {
      candidates.add(named(engine, candidate));
    }
    boolean chosen = trace.byHand() && index == trace.tokens() - 1;
    boolean agrees =
        isEnd
            ? engine.manifest().stopTokens().contains(draw.token())
            : chosen || draw.token() == written;
    boolean sameBackend = runtime(engine.backend().description()).equals(runtime(replay.backend()));
    return new Explained(candidates, draw.token(), written, draw.dice(), agrees, sameBackend);
  }

  /** Without the threads, which share out the rows of a product and change no number. */
  private static String runtime(String description) {
    return THREADS.matcher(description).replaceFirst("");
  }

  private static Candidate named(Engine engine, DrawCandidate candidate) {
    boolean ends = engine.manifest().stopTokens().contains(candidate.token());
    return Candidate.of(candidate, TokenName.of(engine.tokenizer(), candidate.token(), ends));
  }
}
