package dev.ember.inference.model;

/**
 * The way in and out of the vocabulary.
 *
 * @param tied whether the unembedding is the embedding table
 * @param scale what a row of the embedding table is multiplied by on its way in; the unembedding
 *     takes the table as it is
 * @param learnedPositions whether a row of a table of positions is added to each embedding
 */
public record Embeddings(boolean tied, float scale, boolean learnedPositions) {

  public Embeddings {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("expected a positive embedding scale but found " + scale);
    }
  }

  /** Rows as they are, no positions. */
  public static Embeddings plain(boolean tied) {
    return new Embeddings(tied, 1, false);
  }
}
