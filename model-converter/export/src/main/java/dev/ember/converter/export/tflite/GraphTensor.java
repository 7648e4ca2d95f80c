package dev.ember.converter.export.tflite;

import java.util.Arrays;

/** A tensor of a subgraph: what flows along an edge. */
final class GraphTensor {
  private final int index;
  private final String name; // empty where nobody asks
  private final TensorType type;
  private final int[] shape;
  private final int buffer; // 0 if computed or fed

  GraphTensor(int index, String name, TensorType type, int buffer, int... shape) {
    this.index = index;
    this.name = name;
    this.type = type;
    this.buffer = buffer;
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
