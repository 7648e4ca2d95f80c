package dev.ember.inference.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one token was drawn: what the sampler used, step by step.
 *
 * @param token that was drawn
 * @param candidates the likeliest by the model's own logits, the likeliest first; the drawn token
 *     is the last of them if it is not among the likeliest
 * @param dice where the draw fell; null where nothing is drawn, because the likeliest is taken
 */
public record Draw(int token, List<DrawCandidate> candidates, @Nullable Dice dice) {

  public Draw {
    candidates = List.copyOf(candidates);
  }

  /** The candidate that was drawn. */
  public DrawCandidate drawn() {
    for (DrawCandidate candidate : candidates) {
      if (candidate.token() == token) {
        return candidate;
      }
    }
    throw new IllegalStateException("expected token " + token + " among " + candidates);
  }
}
