package dev.ember.inference.replay;

import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.Draw;
import java.util.ArrayList;
import java.util.List;

/** Listens to one answer and makes a {@link Replay} of it; tells another listener all it hears. */
public final class ReplayRecorder implements GenerationListener {
  private final GenerationListener listener;
  private final List<Integer> answer = new ArrayList<>();

  public ReplayRecorder(GenerationListener listener) {
    this.listener = listener;
  }

  /** The replay of the answer that has ended. */
  public Replay replay(
      String model,
      String backend,
      int[] prompt,
      GenerationOptions options,
      GenerationResult result) {
    List<Integer> promptTokens = new ArrayList<>();
    for (int token : prompt) {
      promptTokens.add(token);
    }
    return new Replay(
        model, backend, promptTokens, options, answer, result.text(), result.reason());
  }

  /** The tokens so far. */
  List<Integer> answer() {
    return answer;
  }

  @Override
  public void onPrefill(int done, int total) {
    listener.onPrefill(done, total);
  }

  @Override
  public void onToken(int token, int generated) {
    answer.add(token);
    listener.onToken(token, generated);
  }

  @Override
  public void onLogits(float[] logits) {
    listener.onLogits(logits);
  }

  @Override
  public int wantedCandidates() {
    return listener.wantedCandidates();
  }

  @Override
  public void onDraw(Draw draw) {
    listener.onDraw(draw);
  }

  @Override
  public void onText(String delta) {
    listener.onText(delta);
  }
}
