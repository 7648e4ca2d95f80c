package dev.ember.app.inside.stages;

import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Hears how far an answer is, what is in it, and what might have come first. */
final class StageEar implements GenerationListener {
  private static final int CANDIDATES = 4;

  private final IntConsumer progress;
  private final List<Heard> opening = new ArrayList<>();
  private final int[] said;
  private int count; // of the tokens said

  /** A token and its probability by the model alone. */
  record Heard(int token, float probability) {}

  /**
   * @param mostTokens of the answer
   * @param progress hears how many of them there are; may end it by an exception
   */
  StageEar(int mostTokens, IntConsumer progress) {
    said = new int[mostTokens];
    this.progress = progress;
  }

  /** The tokens of the answer, without one that ended it. */
  int[] said() {
    return Arrays.copyOf(said, count);
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
    said[count++] = token;
    progress.accept(generated);
  }

  @Override
  public void onText(String delta) {}
}
