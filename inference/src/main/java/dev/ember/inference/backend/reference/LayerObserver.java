package dev.ember.inference.backend.reference;

/** Looks at what passes through one layer. Called on the thread that runs the model. */
public interface LayerObserver {
  /** Looks at nothing. */
  LayerObserver NONE = new LayerObserver() {};

  /** The two blocks of a layer, each of which adds to the residual stream. */
  enum Block {
    ATTENTION,
    FEED_FORWARD
  }

  /**
   * What a head at a position attends to.
   *
   * @param first the first position of its window
   * @param probabilities those of positions {@code first} to {@code position}, at their own
   *     indices; the others are of no meaning. Not to be kept or changed
   */
  default void onAttention(int head, int position, int first, float[] probabilities) {}

  /**
   * What a block adds to the stream.
   *
   * @param added {@code [count, E]}; not to be kept or changed
   */
  default void onContribution(Block block, float[] added, int count) {}
}
