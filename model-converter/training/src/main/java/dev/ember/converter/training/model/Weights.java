package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The weights that a {@link Gpt} computes with, in whatever form they are learned. */
public interface Weights {

  DecoderConfig config();

  /**
   * The weights by name of {@link dev.ember.inference.model.TensorName}, {@code [rows, columns]}
   * (vectors: {@code [columns]}), cast to the type in which to compute, as part of the autograd
   * graph. They belong to the caller's {@code PointerScope}.
   */
  Map<String, Tensor> views(Precision precision);
}
