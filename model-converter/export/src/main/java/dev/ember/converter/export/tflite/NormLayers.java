package dev.ember.converter.export.tflite;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.TensorName;

/** The norms of one subgraph, built from operators that every runtime has. */
final class NormLayers {
  /**
   * Norms square x / 16 instead of x, for x * x overflows half precision above 255 on a GPU. Exact
   * in binary, so the result is the same.
   */
  private static final float SCALE = 1f / 16;

  private final Subgraph graph;
  private final DecoderConfig config;

  NormLayers(Subgraph graph, DecoderConfig config) {
    this.graph = graph;
    this.config = config;
  }

  /** A norm of the stream, over the last axis. */
  GraphTensor apply(GraphTensor x, String gamma) {
    boolean centred = config.norms().kind() == NormKind.LAYER;
    GraphTensor unit = centred ? unit(centre(scale(x))) : unit(scale(x));
    GraphTensor gained = graph.mul(unit, graph.vector(gamma));
    return config.norms().biased()
        ? graph.add(gained, graph.vector(TensorName.bias(gamma)))
        : gained;
  }

  /** RMSNorm of single heads {@code [1, T, n, D]}, whatever the norm of the stream is. */
  GraphTensor applyToHeads(GraphTensor heads, String gamma) {
    return graph.mul(unit(scale(heads)), graph.vector(gamma));
  }

  private GraphTensor scale(GraphTensor x) {
    return graph.mul(x, graph.scalar(SCALE));
  }

  private GraphTensor centre(GraphTensor x) {
    return graph.sub(x, graph.mean(x));
  }

  /** {@code x / sqrt(mean(x^2) + eps)} of a scaled x: epsilon is scaled by the square. */
  private GraphTensor unit(GraphTensor scaled) {
    GraphTensor meanSquare = graph.mean(graph.mul(scaled, scaled));
    GraphTensor epsilon = graph.scalar(config.norms().epsilon() * SCALE * SCALE);
    return graph.mul(scaled, graph.rsqrt(graph.add(meanSquare, epsilon)));
  }
}
