package dev.ember.inference.decode;

import dev.ember.inference.sample.Candidate;
import java.util.List;

/** Hears an answer grow, on the thread that generates. Must not block. */
public interface GenerationListener {

  /** {@code done} of {@code total} prompt tokens are read. */
  default void onPrefill(int done, int total) {}

  /**
   * {@code token} is written, the {@code generated}-th of the answer; its text may come later, or
   * with others'. Not called for the stop token.
   */
  default void onToken(int token, int generated) {}

  /** How many candidates of each token {@link #onCandidates} gets; asked at each step. */
  default int wantedCandidates() {
    return 0;
  }

  /** What else might have been written, before {@link #onToken}; only where some are wanted. */
  default void onCandidates(List<Candidate> candidates) {}

  /** More text: whole code points, never empty; the deltas together are the answer. */
  void onText(String delta);
}
