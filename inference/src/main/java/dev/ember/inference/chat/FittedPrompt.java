package dev.ember.inference.chat;

import java.util.Collections;
import java.util.List;

/** A history cut to a window: the prompt's tokens, and exactly what was kept and what dropped. */
public final class FittedPrompt {
  private final int[] tokens;
  private final List<Message> kept;
  private final List<Message> dropped;
  private final boolean fits;

  FittedPrompt(int[] tokens, List<Message> kept, List<Message> dropped, boolean fits) {
    this.tokens = tokens;
    this.kept = Collections.unmodifiableList(kept);
    this.dropped = Collections.unmodifiableList(dropped);
    this.fits = fits;
  }

  /** The prompt with the assistant's turn opened, a copy. */
  public int[] tokens() {
    return tokens.clone();
  }

  public int tokenCount() {
    return tokens.length;
  }

  /** The messages in the prompt, oldest first. */
  public List<Message> kept() {
    return kept;
  }

  /** The messages that the prompt lacks, oldest first: those after the system prompt. */
  public List<Message> dropped() {
    return dropped;
  }

  /**
   * Whether the prompt fits. If not, even the system prompt and the last turn alone are too long;
   * {@link #tokens} then holds those, and the answer to give is that the context is full.
   */
  public boolean fits() {
    return fits;
  }
}
