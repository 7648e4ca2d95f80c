package dev.ember.inference.decode;

import dev.ember.inference.sample.Draw;

/** Hears an answer grow, on the thread that generates. Must not block. */
public interface GenerationListener {

  /** {@code done} of {@code total} prompt tokens are read. */
  default void onPrefill(int done, int total) {}

  /**
   * {@code token} is written, the {@code generated}-th of the answer; its text may come later, or
   * with others'. Not called for the stop token.
   */
  default void onToken(int token, int generated) {}

  /**
   * The logits that the next token is drawn from, {@code [V]}; not to be changed, and written over
   * after this call.
   */
  default void onLogits(float[] logits) {}

  /** How many candidates of each token {@link #onDraw} gets; asked before each draw. */
  default int wantedCandidates() {
    return 0;
  }

  /**
   * How a token was drawn, before {@link #onToken}; only where candidates are wanted. Called for
   * the stop token too, which {@link #onToken} is not.
   */
  default void onDraw(Draw draw) {}

  /** More text: whole code points, never empty; the deltas together are the answer. */
  void onText(String delta);
}
