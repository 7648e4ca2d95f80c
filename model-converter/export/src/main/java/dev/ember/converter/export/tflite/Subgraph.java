package dev.ember.converter.export.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subgraph in the making: one method for each operator, which infers the result's shape and
 * returns it. Operators run in the order of the calls.
 */
final class Subgraph {
  /** Writes the options of one operator and returns the offset of their table. */
  interface Options {
    int write(FlatBufferBuilder builder);
  }

  /** One operator with its edges. */
  static final class Node {
    private final Operator operator;
    private final int[] inputs;
    private final int output;
    private final Options options;

    private Node(Operator operator, int[] inputs, int output, Options options) {
      this.operator = operator;
      this.inputs = inputs;
      this.output = output;
      this.options = options;
    }

    Operator operator() {
      return operator;
    }

    int[] inputs() {
      return inputs.clone();
    }

    int output() {
      return output;
    }

    Options options() {
      return options;
    }
  }

  private final TfliteModel model;
  private final String name;
  private final List<GraphTensor> tensors = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<GraphTensor> inputs = new ArrayList<>();
  private final List<GraphTensor> outputs = new ArrayList<>();
  private final List<String> outputNames = new ArrayList<>();

  Subgraph(TfliteModel model, String name) {
    this.model = model;
    this.name = name;
  }

  String name() {
    return name;
  }

  List<GraphTensor> tensors() {
    return tensors;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<GraphTensor> inputs() {
    return inputs;
  }

  List<GraphTensor> outputs() {
    return outputs;
  }

  /** The names by which the signature gives the {@link #outputs}. */
  List<String> outputNames() {
    return outputNames;
  }

  /** A float32 input; inputs keep the order of the calls. */
  GraphTensor input(String inputName, int... shape) {
    GraphTensor tensor = tensor(inputName, TensorType.FLOAT32, 0, shape);
    inputs.add(tensor);
    return tensor;
  }

  void output(String outputName, GraphTensor tensor) {
    outputs.add(tensor);
    outputNames.add(outputName);
  }

  /** A float32 constant that broadcasts over every axis. */
  GraphTensor scalar(float value) {
    return tensor("", TensorType.FLOAT32, model.floatBuffer(value), 1);
  }

  /** A weight as a vector, {@code [columns]}; vectors are never quantized. */
  GraphTensor vector(String weight) {
    int columns = model.weight(weight).spec().columns();
    int buffer = model.buffer(weight, StoredTensor.Part.VALUES);
    return tensor(weight, TensorType.FLOAT32, buffer, columns);
  }

  /** A constant matrix; integers that stand for weights have a scaling. */
  GraphTensor matrix(
      String constantName, TensorType type, int buffer, @Nullable Scaling scaling, int... shape) {
    GraphTensor tensor =
        new GraphTensor(tensors.size(), constantName, type, buffer, scaling, shape);
    tensors.add(tensor);
    return tensor;
  }

  GraphTensor add(GraphTensor a, GraphTensor b) {
    return node(Operator.ADD, OperatorOptions::add, edges(a, b), broadcast(a, b));
  }

  GraphTensor sub(GraphTensor a, GraphTensor b) {
    return node(Operator.SUB, OperatorOptions::sub, edges(a, b), broadcast(a, b));
  }

  GraphTensor mul(GraphTensor a, GraphTensor b) {
    return node(Operator.MUL, OperatorOptions::mul, edges(a, b), broadcast(a, b));
  }

  GraphTensor logistic(GraphTensor x) {
    return node(Operator.LOGISTIC, OperatorOptions::none, edges(x), x.shape());
  }

  GraphTensor rsqrt(GraphTensor x) {
    return node(Operator.RSQRT, OperatorOptions::none, edges(x), x.shape());
  }

  /** Softmax over the last axis. */
  GraphTensor softmax(GraphTensor x) {
    return node(Operator.SOFTMAX, OperatorOptions::softmax, edges(x), x.shape());
  }

  /** Mean over the last axis, which stays with size 1. */
  GraphTensor mean(GraphTensor x) {
    int axis = x.rank() - 1;
    int[] shape = x.shape();
    shape[axis] = 1;
    return node(Operator.MEAN, OperatorOptions::reducer, edges(x, ints(axis)), shape);
  }

  /** {@code count} places along an axis, from {@code begin}. */
  GraphTensor slice(GraphTensor x, int axis, int begin, int count) {
    int[] from = new int[x.rank()];
    from[axis] = begin;
    int[] shape = x.shape();
    shape[axis] = count;
    return node(Operator.SLICE, OperatorOptions::slice, edges(x, ints(from), ints(shape)), shape);
  }

  GraphTensor concat(GraphTensor a, GraphTensor b, int axis) {
    int[] shape = a.shape();
    shape[axis] = a.size(axis) + b.size(axis);
    return node(
        Operator.CONCATENATION,
        builder -> OperatorOptions.concatenation(builder, axis),
        edges(a, b),
        shape);
  }

  GraphTensor reshape(GraphTensor x, int... shape) {
    return node(
        Operator.RESHAPE, b -> OperatorOptions.reshape(b, shape), edges(x, ints(shape)), shape);
  }

  GraphTensor transpose(GraphTensor x, int... permutation) {
    int[] shape = new int[x.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = x.size(permutation[i]);
    }
    return node(Operator.TRANSPOSE, OperatorOptions::transpose, edges(x, ints(permutation)), shape);
  }

  /** {@code a b} over the last two axes. No transposition: the GPU delegate ignores those flags. */
  GraphTensor matmul(GraphTensor a, GraphTensor b) {
    int last = a.rank() - 1;
    require(b, last - 1, a.size(last));
    int[] shape = a.shape();
    shape[last] = b.size(last);
    return node(Operator.BATCH_MATMUL, OperatorOptions::batchMatmul, edges(a, b), shape);
  }

  private GraphTensor ints(int... values) {
    return tensor("", TensorType.INT32, model.intBuffer(values), values.length);
  }

  /** An operator with one float32 result of this shape. */
  GraphTensor node(Operator operator, Options options, int[] edges, int[] shape) {
    GraphTensor result = tensor("", TensorType.FLOAT32, 0, shape);
    nodes.add(new Node(operator, edges, result.index(), options));
    return result;
  }

  private GraphTensor tensor(String tensorName, TensorType type, int buffer, int... shape) {
    return matrix(tensorName, type, buffer, null, shape);
  }

  private static int[] edges(GraphTensor... from) {
    int[] edges = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      edges[i] = from[i].index();
    }
    return edges;
  }

  /** The shape of {@code a + b}, aligned at the last axis; {@code b} has no more axes than a. */
  private static int[] broadcast(GraphTensor a, GraphTensor b) {
    int[] shape = a.shape();
    int lead = a.rank() - b.rank();
    for (int axis = 0; axis < b.rank(); axis++) {
      if (b.size(axis) != 1 && b.size(axis) != shape[lead + axis]) {
        throw new IllegalArgumentException("expected " + b + " to broadcast to " + a);
      }
    }
    return shape;
  }

  private static void require(GraphTensor tensor, int axis, int size) {
    if (tensor.size(axis) != size) {
      throw new IllegalArgumentException(
          "expected size " + size + " along axis " + axis + " but found " + tensor);
    }
  }
}
