package dev.ember.converter.training.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotary positions (Su et al. 2021) on the pairs {@code (i, i + D/2)}, the order of Hugging Face's
 * checkpoints, so that nothing needs to be permuted at export. The interleaved complex form was
 * measured and is no faster at this size.
 */
final class Rotary {
  private final Tensor cos; // [T, D/2]
  private final Tensor sin; // [T, D/2]
  private final long half; // D/2

  Rotary(int length, int headSize, double theta, Precision precision) {
    int pairs = headSize / 2;
    this.half = pairs;
    double[] cosines = new double[length * pairs];
    double[] sines = new double[length * pairs];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < pairs; i++) {
        double angle = t * Math.pow(theta, -2.0 * i / headSize);
        cosines[t * pairs + i] = Math.cos(angle);
        sines[t * pairs + i] = Math.sin(angle);
      }
    }
    this.cos = Tensor.create(cosines, length, pairs).to(precision.type());
    this.sin = Tensor.create(sines, length, pairs).to(precision.type());
  }

  /** Rotates {@code [B, heads, T, D]}. */
  Tensor rotate(Tensor x) {
    Tensor first = x.narrow(3, 0, half); // [B, heads, T, D/2]
    Tensor second = x.narrow(3, half, half); // [B, heads, T, D/2]
    return torch.cat(
        new TensorVector(first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin))),
        3);
  }
}
