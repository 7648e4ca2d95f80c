package dev.ember.converter.training.loop;

/**
 * How much one optimizer step reads.
 *
 * @param batches whose gradients are summed
 * @param rows of a batch, B
 * @param length of a row in tokens, T
 */
public record BatchShape(int batches, int rows, int length) {

  public BatchShape {
    if (batches < 1 || rows < 1 || length < 2) {
      throw new IllegalArgumentException(
          "expected at least one batch of one row of two tokens but found "
              + batches
              + " x "
              + rows
              + " x "
              + length);
    }
  }

  /**
   * Checks that a row is one that a model can read: a table of positions has no more rows.
   *
   * @param context of the model
   * @throws IllegalArgumentException if it is too long
   */
  public BatchShape requireWithin(int context) {
    if (length > context) {
      throw new IllegalArgumentException(
          "expected --length of at most the model's context of "
              + context
              + " tokens but found "
              + length);
    }
    return this;
  }
}
