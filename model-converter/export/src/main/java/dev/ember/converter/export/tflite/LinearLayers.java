package dev.ember.converter.export.tflite;

import dev.ember.inference.model.TensorName;

/**
 * The linear layers of one subgraph: {@code y = W x + b} over the last axis, in the form that the
 * way the weight is stored asks for.
 */
final class LinearLayers {
  /** The schema's mark for an absent optional input. */
  private static final int NO_TENSOR = -1;

  private final Subgraph graph;
  private final TfliteModel model;

  LinearLayers(Subgraph graph, TfliteModel model) {
    this.graph = graph;
    this.model = model;
  }

  /**
   * @param x {@code [..., columns]}
   * @param weight name of a weight {@code [rows, columns]}
   * @param biased whether {@link TensorName#bias} of it is added
   * @return {@code [..., rows]}
   */
  GraphTensor apply(GraphTensor x, String weight, boolean biased) {
    StoredTensor stored = model.weight(weight);
    boolean int8 = stored.type() == TensorType.INT8;
    int bias = biased ? graph.vector(TensorName.bias(weight)).index() : NO_TENSOR;
    int[] shape = x.shape();
    shape[x.rank() - 1] = stored.spec().rows();
    return graph.node(
        int8 ? Operator.FULLY_CONNECTED_INT8 : Operator.FULLY_CONNECTED,
        b -> OperatorOptions.fullyConnected(b, int8),
        new int[] {x.index(), graph.matrix(weight, x).index(), bias},
        shape);
  }
}
