package dev.ember.converter.training.model;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers out of tensors. */
public final class Floats {
  private Floats() {}

  /** All values of a tensor, row after row, as float32. */
  public static float[] of(Tensor tensor) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor plain = tensor.detach().to(ScalarType.Float).contiguous();
      float[] values = new float[Math.toIntExact(plain.numel())];
      new FloatPointer(plain.data_ptr()).get(values);
      return values;
    }
  }
}
