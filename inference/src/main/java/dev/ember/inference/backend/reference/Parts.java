package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.TensorName;
import java.util.function.Function;

/** Makes the parts of a decoder out of its tensors. */
final class Parts {
  private final DecoderConfig config;
  private final Function<String, float[]> tensors; // by TensorName
  private final LinearInputs inputs;

  Parts(DecoderConfig config, Function<String, float[]> tensors, LinearInputs inputs) {
    this.config = config;
    this.tensors = tensors;
    this.inputs = inputs;
  }

  Linear linear(String weight, int rows, boolean biased) {
    float[] bias = biased ? tensors.apply(TensorName.bias(weight)) : new float[rows];
    return new Linear(weight, tensors.apply(weight), bias, inputs);
  }

  /** A norm of the stream. */
  Norm norm(String gamma) {
    boolean biased = config.norms().biased();
    float[] beta = biased ? tensors.apply(TensorName.bias(gamma)) : new float[config.hidden()];
    return new Norm(config.norms().kind(), config.norms().epsilon(), tensors.apply(gamma), beta);
  }

  /** A norm of single heads. */
  Norm headNorm(String gamma) {
    float[] beta = new float[config.headSize()];
    return new Norm(NormKind.RMS, config.norms().epsilon(), tensors.apply(gamma), beta);
  }
}
