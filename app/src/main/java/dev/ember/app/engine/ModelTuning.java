package dev.ember.app.engine;

import org.jspecify.annotations.Nullable;

/**
 * How one model is run on this phone, as its user has set it.
 *
 * @param windowTokens the most that it sees; null for all that it was made for
 * @param threads that compute; null for what suits this phone
 */
public record ModelTuning(@Nullable Integer windowTokens, @Nullable Integer threads) {
  /** Nobody has set anything. */
  public static final ModelTuning NONE = new ModelTuning(null, null);

  /** The window of a model that was made for {@code own} tokens. */
  public int window(int own) {
    return windowTokens == null ? own : Math.max(1, Math.min(own, windowTokens));
  }

  /** The same with another window. */
  public ModelTuning withWindow(int tokens) {
    return new ModelTuning(tokens, threads);
  }

  /** The same with half of that of a model that was made for {@code own} tokens. */
  public ModelTuning halved(int own) {
    return withWindow(Math.max(1, window(own) / 2));
  }
}
