package dev.ember.app.inside.why;

import dev.ember.inference.sample.Dice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one token of an answer was drawn.
 *
 * @param candidates the likeliest by the model alone first
 * @param drawn the token that the dice gave
 * @param written the token that stands in the answer: the drawn one, unless the reader chose or the
 *     draw does not agree
 * @param dice where they fell; null where the likeliest is always taken
 * @param agrees whether drawing again gave what was written down; if not, this phone computes
 *     otherwise than when the answer was written, and the numbers are not those of then
 * @param sameBackend whether the same runtime computed both; if not, the numbers round otherwise
 */
public record Explained(
    List<Candidate> candidates,
    int drawn,
    int written,
    @Nullable Dice dice,
    boolean agrees,
    boolean sameBackend) {

  public Explained {
    candidates = List.copyOf(candidates);
  }

  /** The candidate of a token; null if it is not named. */
  public @Nullable Candidate find(int token) {
    for (Candidate candidate : candidates) {
      if (candidate.token() == token) {
        return candidate;
      }
    }
    return null;
  }

  /** Whether the reader chose the word in place of the drawn one. */
  public boolean byHand() {
    return agrees && drawn != written;
  }
}
