package dev.ember.converter.training.model;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers out of tensors and into them, wherever they lie. */
public final class Floats {
  private Floats() {}

  /** All values of a tensor, row after row, as float32. */
  public static float[] of(Tensor tensor) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Tensor plain = tensor.detach().to(ScalarType.Float).cpu().contiguous();
      float[] values = new float[Math.toIntExact(plain.numel())];
      new FloatPointer(plain.data_ptr()).get(values);
      return values;
    }
  }

  /**
   * Replaces all values of a tensor, row after row: float32 in the processor's memory in place, all
   * else by way of a tensor as large.
   */
  public static void put(float[] values, Tensor tensor) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      if (tensor.numel() == values.length && isWrittenInPlace(tensor)) {
        new FloatPointer(tensor.data_ptr()).put(values);
      } else {
        tensor.detach().copy_(Tensor.create(values, values.length));
      }
    }
  }

  private static boolean isWrittenInPlace(Tensor tensor) {
    return tensor.is_cpu()
        && tensor.scalar_type().value == ScalarType.Float.value
        && tensor.is_contiguous();
  }
}
