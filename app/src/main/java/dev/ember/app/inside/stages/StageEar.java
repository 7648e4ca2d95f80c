package dev.ember.app.inside.stages;

import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Hears how far an answer is, and what might have come first. */
final class StageEar implements GenerationListener {
  private static final int CANDIDATES = 4;

  private final IntConsumer progress;
  private final List<Heard> opening = new ArrayList<>();

  /** A token and its probability by the model alone. */
  record Heard(int token, float probability) {}

  /**
   * @param progress hears how many tokens of the answer there are; may end it by an exception
   */
  StageEar(IntConsumer progress) {
    this.progress = progress;
  }

  /** The likeliest first tokens. */
  List<Heard> opening() {
    return opening;
  }

  @Override
  public void onPrefill(int done, int total) {
    progress.accept(0);
  }

  @Override
  public int wantedCandidates() {
    return opening.isEmpty() ? CANDIDATES : 0;
  }

  @Override
  public void onDraw(Draw draw) {
    for (DrawCandidate candidate : draw.candidates().subList(0, CANDIDATES)) {
      opening.add(new Heard(candidate.token(), candidate.rawProbability()));
    }
  }

  @Override
  public void onToken(int token, int generated) {
    progress.accept(generated);
  }

  @Override
  public void onText(String delta) {}
}
