package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.TensorName;

/** Makes the parts of a decoder out of its tensors. */
final class Parts {
  private final DecoderConfig config;
  private final Tensors tensors;
  private final LinearInputs inputs;

  /** Where the tensors of a decoder come from. */
  interface Tensors {
    /** A gain or a bias, by its {@link TensorName}. */
    float[] vector(String name);

    /** A row of a table with one for each token or position, {@code [E]}. */
    float[] row(String name, int row);

    /** The weight of a linear layer, by its {@link TensorName}. */
    WeightRows matrix(String name, int rows);
  }

  Parts(DecoderConfig config, Tensors tensors, LinearInputs inputs) {
    this.config = config;
    this.tensors = tensors;
    this.inputs = inputs;
  }

  Linear linear(String weight, int rows, boolean biased) {
    float[] bias = biased ? tensors.vector(TensorName.bias(weight)) : new float[rows];
    return new Linear(weight, tensors.matrix(weight, rows), bias, inputs);
  }

  /** A norm of the stream. */
  Norm norm(String gamma) {
    boolean biased = config.norms().biased();
    float[] beta = biased ? tensors.vector(TensorName.bias(gamma)) : new float[config.hidden()];
    return new Norm(config.norms().kind(), config.norms().epsilon(), tensors.vector(gamma), beta);
  }

  /** A norm of single heads. */
  Norm headNorm(String gamma) {
    float[] beta = new float[config.headSize()];
    return new Norm(NormKind.RMS, config.norms().epsilon(), tensors.vector(gamma), beta);
  }
}
