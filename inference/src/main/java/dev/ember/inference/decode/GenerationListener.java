package dev.ember.inference.decode;

/** Hears an answer grow, on the thread that generates. Must not block. */
public interface GenerationListener {

  /** {@code done} of {@code total} prompt tokens are read. */
  default void onPrefill(int done, int total) {}

  /**
   * One more token is written, {@code generated} in all; its text may come later, or with others'.
   * Not called for the stop token.
   */
  default void onToken(int generated) {}

  /** More text: whole code points, never empty; the deltas together are the answer. */
  void onText(String delta);
}
