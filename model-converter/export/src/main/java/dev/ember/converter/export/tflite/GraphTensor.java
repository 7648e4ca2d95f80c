package dev.ember.converter.export.tflite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A tensor of a subgraph: what flows along an edge. */
final class GraphTensor {
  private final int index;
  private final String name; // empty where nobody asks
  private final TensorType type;
  private final int[] shape;
  private final int buffer; // 0 if computed or fed
  private final @Nullable Scaling scaling; // of integer constants that stand for weights

  GraphTensor(
      int index,
      String name,
      TensorType type,
      int buffer,
      @Nullable Scaling scaling,
      int... shape) {
    this.index = index;
    this.name = name;
    this.type = type;
    this.buffer = buffer;
    this.scaling = scaling;
    this.shape = shape;
  }

  /** Position among the subgraph's tensors. */
  int index() {
    return index;
  }

  String name() {
    return name;
  }

  TensorType type() {
    return type;
  }

  int buffer() {
    return buffer;
  }

  @Nullable Scaling scaling() {
    return scaling;
  }

  int[] shape() {
    return shape.clone();
  }

  int rank() {
    return shape.length;
  }

  /** Size along an axis. */
  int size(int axis) {
    return shape[axis];
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
