package dev.ember.converter.export.tflite;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;

/** The feed-forward blocks of one subgraph. */
final class FeedForwardLayers {
  private static final float SQRT_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);
  private static final float CUBIC = 0.044715f; // Hendrycks and Gimpel 2016

  private final Subgraph graph;
  private final DecoderConfig config;
  private final LinearLayers linears;

  FeedForwardLayers(Subgraph graph, DecoderConfig config, LinearLayers linears) {
    this.graph = graph;
    this.config = config;
    this.linears = linears;
  }

  /** {@code W_down (act(gate) * up)}, or {@code W_down act(up)}; {@code x} is normed already. */
  GraphTensor apply(int layer, GraphTensor x) {
    int f = config.feedForward();
    boolean biased = config.biases().feedForward();
    GraphTensor gateUp = linears.apply(x, TensorName.gateUp(layer), biased);
    if (!config.feedForwardKind().gated()) {
      return linears.apply(activate(gateUp), TensorName.down(layer), biased);
    }
    GraphTensor gate = graph.slice(gateUp, 2, 0, f);
    GraphTensor up = graph.slice(gateUp, 2, f, f);
    return linears.apply(graph.mul(activate(gate), up), TensorName.down(layer), biased);
  }

  private GraphTensor activate(GraphTensor x) {
    return switch (config.feedForwardKind().activation()) {
      case SILU -> graph.mul(x, graph.logistic(x));
      case GELU_TANH -> geluTanh(x);
    };
  }

  /**
   * {@code 0.5 x (1 + tanh(h))} is {@code x sigmoid(2h)}, with {@code 2h = x (a + b x^2)}. Where
   * x^2 overflows half precision the sigmoid is 0 or 1, as it should be.
   */
  private GraphTensor geluTanh(GraphTensor x) {
    GraphTensor a = graph.scalar(2 * SQRT_2_OVER_PI);
    GraphTensor b = graph.scalar(2 * SQRT_2_OVER_PI * CUBIC);
    GraphTensor twice = graph.mul(x, graph.add(graph.mul(graph.mul(x, x), b), a));
    return graph.mul(x, graph.logistic(twice));
  }
}
