package dev.ember.converter.training.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sets a share of values to zero while learning, and scales the others up (Srivastava et al. 2014),
 * where GPT-2 does: on what enters the stream and on what each block adds to it.
 *
 * <p>It draws from libtorch's one generator, so a step that shall be repeatable seeds it first. For
 * small models that see their text once or twice none is the better choice.
 *
 * @param probability share of the values; 0 for none
 */
public record Dropout(double probability) {
  public static final Dropout NONE = new Dropout(0);

  public Dropout {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "expected a dropout of at least 0 and below 1 but found " + probability);
    }
  }

  boolean isOn() {
    return probability > 0;
  }

  Tensor apply(Tensor x) {
    return isOn() ? torch.dropout(x, probability, true) : x;
  }
}
