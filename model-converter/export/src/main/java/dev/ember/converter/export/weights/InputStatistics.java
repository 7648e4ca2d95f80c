package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** What is known of the inputs that linear layers meet, to round their weights for. */
public interface InputStatistics {
  /** Nothing is known: every input counts the same. */
  InputStatistics UNIFORM = new UniformInputs();

  /** What tells one set of statistics from another, for work that is taken up again. */
  String identity();

  /**
   * What a layer was fed; nothing if that is not known. Layers are asked for in the order of the
   * file, each at most once.
   *
   * @throws IOException if the model cannot be read
   */
  LayerInputs inputs(TensorSpec tensor) throws IOException;
}
