package dev.ember.converter.training.model;

import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * RMSNorm (Zhang and Sennrich 2019) and LayerNorm (Ba et al. 2016) over the last dimension, their
 * squares in float32.
 */
final class Norm {
  private static final long[] LAST = {-1};

  private final Norms norms;
  private final Precision precision;

  Norm(Norms norms, Precision precision) {
    this.norms = norms;
    this.precision = precision;
  }

  /** A norm of the stream, {@code [rows, E]} to the same. */
  Tensor stream(Tensor x, Map<String, Tensor> weights, String name) {
    Tensor gain = Gpt.weight(weights, name); // [E]
    if (norms.kind() == NormKind.RMS) {
      return rms(x, gain);
    }
    Tensor beta = Gpt.weight(weights, dev.ember.inference.model.TensorName.bias(name)); // [E]
    Tensor wide = x.to(precision.wideType());
    Tensor centred = wide.sub(mean(wide));
    return scaled(centred, gain).add(beta);
  }

  /** A norm of vectors of any length, {@code [.., D]} to the same. */
  Tensor rms(Tensor x, Tensor gain) {
    return scaled(x.to(precision.wideType()), gain);
  }

  private Tensor scaled(Tensor wide, Tensor gain) {
    Tensor meanSquare = mean(wide.square());
    Tensor inverse = meanSquare.add(new Scalar((double) norms.epsilon())).rsqrt();
    return wide.mul(inverse).to(precision.type()).mul(gain);
  }

  private static Tensor mean(Tensor x) {
    return x.mean(LAST, true, new ScalarTypeOptional());
  }
}
