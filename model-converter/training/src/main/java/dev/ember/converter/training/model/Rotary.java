package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;

import dev.ember.inference.model.DecoderConfig;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotary positions (Su et al. 2021) on the pairs {@code (i, i + R/2)}, the order of Hugging Face's
 * checkpoints, so that nothing needs to be permuted at export. The interleaved complex form was
 * measured and is no faster at this size.
 */
final class Rotary {
  private final Tensor cos; // [T, R/2]
  private final Tensor sin; // [T, R/2]
  private final long half; // R/2
  private final long rest; // D - R, dimensions that are not turned

  /**
   * The table of a layer.
   *
   * @param range of positions
   * @param other where it lies
   */
  Rotary(
      DecoderConfig config, int layer, Attention.Range range, Precision precision, Tensor other) {
    int length = range.length();
    dev.ember.inference.model.Rotary table = config.attention().rotary(layer);
    int pairs = table.dimensions() / 2;
    this.half = pairs;
    this.rest = config.headSize() - table.dimensions();
    double[] cosines = new double[length * pairs];
    double[] sines = new double[length * pairs];
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < pairs; i++) {
        double angle = (range.first() + t) * table.frequency(i, config.context());
        cosines[t * pairs + i] = Math.cos(angle) * table.attentionFactor();
        sines[t * pairs + i] = Math.sin(angle) * table.attentionFactor();
      }
    }
    this.cos = beside(other, Tensor.create(cosines, length, pairs)).to(precision.type());
    this.sin = beside(other, Tensor.create(sines, length, pairs)).to(precision.type());
  }

  /** Rotates {@code [B, heads, T, D]}. */
  Tensor rotate(Tensor x) {
    if (half == 0) {
      return x;
    }
    TensorVector parts = x.split_with_sizes(new long[] {half, half, rest}, 3);
    Tensor first = parts.get(0); // [B, heads, T, R/2]
    Tensor second = parts.get(1); // [B, heads, T, R/2]
    TensorVector turned =
        new TensorVector(first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin)));
    if (rest > 0) {
      turned.push_back(parts.get(2)); // [B, heads, T, D - R]
    }
    return torch.cat(turned, 3);
  }
}
