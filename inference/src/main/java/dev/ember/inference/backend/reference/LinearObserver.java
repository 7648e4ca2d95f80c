package dev.ember.inference.backend.reference;

/** Looks at what goes into each linear layer, for instance to calibrate a quantizer. */
public interface LinearObserver {
  /** Looks at nothing. */
  LinearObserver NONE = (weight, inputs, count) -> {};

  /**
   * Called before each product, on the thread that runs the model.
   *
   * @param weight its {@link dev.ember.inference.model.TensorName}
   * @param inputs {@code count} rows, {@code [count, columns]}; not to be kept or changed
   */
  void onInput(String weight, float[] inputs, int count);
}
