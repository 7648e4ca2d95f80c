package dev.ember.inference.model;

/**
 * Which norms a decoder has beside the one before each block and the last one.
 *
 * @param kind of all of them; those of heads are always {@link NormKind#RMS}
 * @param epsilon added under the root
 * @param heads whether each head of the queries and keys is normed before its rotation
 * @param post whether what a block computes is normed before it is added to the stream
 */
public record Norms(NormKind kind, float epsilon, boolean heads, boolean post) {

  public Norms {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("expected a positive norm epsilon but found " + epsilon);
    }
  }

  /** RMSNorm before each block and nowhere else. */
  public static Norms rms(float epsilon) {
    return new Norms(NormKind.RMS, epsilon, false, false);
  }

  /** Whether each norm of the stream has a bias (beta). */
  public boolean biased() {
    return kind == NormKind.LAYER;
  }
}
