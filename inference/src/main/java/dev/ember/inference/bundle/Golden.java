package dev.ember.inference.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * What the model must say: {@code golden.json}. A device compares its own logits with these before
 * it trusts its kernels.
 *
 * @param tolerances how near is near enough
 */
public record Golden(Tolerances tolerances, List<Prompt> prompts) {

  public Golden {
    prompts = List.copyOf(prompts);
  }

  /**
   * The bounds that the export's parity check passed with, and that a device has to keep.
   *
   * @param backendLogit the most that a logit of a backend which runs this bundle may differ from
   *     {@link Position#quantized}
   * @param quantizationLogit the most that {@link Position#quantized} may differ from {@link
   *     Position#reference}
   * @param minTop1Agreement the least fraction of positions at which the quantized model's most
   *     probable token is the reference's
   */
  public record Tolerances(float backendLogit, float quantizationLogit, float minTop1Agreement) {

    public Tolerances {
      if (!(backendLogit >= 0
          && quantizationLogit >= 0
          && minTop1Agreement >= 0
          && minTop1Agreement <= 1)) {
        throw new IllegalArgumentException(
            "expected logit tolerances of at least 0 and an agreement from 0 to 1 but found "
                + backendLogit
                + ", "
                + quantizationLogit
                + ", "
                + minTop1Agreement);
      }
    }
  }

  /** A prompt, read from an empty cache, and what follows some of its tokens. */
  public record Prompt(List<Integer> tokens, List<Position> positions) {

    public Prompt {
      tokens = List.copyOf(tokens);
      positions = List.copyOf(positions);
      for (Position position : positions) {
        if (position.index() < 0 || position.index() >= tokens.size()) {
          throw new IllegalArgumentException(
              "expected a position below " + tokens.size() + " but found " + position.index());
        }
      }
    }
  }

  /**
   * The logits after the token at {@code index}, the largest first.
   *
   * @param reference of the float32 model in the reference backend
   * @param quantized of the bundle's own graph
   */
  public record Position(int index, List<Candidate> reference, List<Candidate> quantized) {

    public Position {
      reference = List.copyOf(reference);
      quantized = List.copyOf(quantized);
    }
  }

  /** A token and its logit. */
  public record Candidate(int token, float logit) {

    /** The largest of all logits, at most so many, the largest first; of equal ones the first. */
    public static List<Candidate> largest(float[] logits, int count) {
      List<Candidate> largest = new ArrayList<>();
      for (int i = 0; i < logits.length; i++) {
        int place = largest.size();
        while (place > 0 && largest.get(place - 1).logit() < logits[i]) {
          place--;
        }
        if (place < count) {
          largest.add(place, new Candidate(i, logits[i]));
          if (largest.size() > count) {
            largest.remove(count);
          }
        }
      }
      return largest;
    }
  }
}
