package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.TensorName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The linear layers of one subgraph: {@code y = W x + b} over the last axis, in the form that the
 * way the weight is stored asks for.
 *
 * <p>A kept 4-bit grid, {@code w = s q + c} with a scale and a constant for each block of 32, is
 * {@code y = W4 x + C S x}: S sums the input over each block, in a product and not by SUM, because
 * the sums are then those of the same rounded inputs that W4 meets, and a rounding error does not
 * meet the codes without their constant.
 */
final class LinearLayers {
  /** The schema's mark for an absent optional input. */
  private static final int NO_TENSOR = -1;

  private static final int BLOCK = TensorEncoding.BLOCK;

  /** Two codes of 1 in a byte. */
  private static final byte TWO_ONES = 0x11;

  private final Subgraph graph;
  private final TfliteModel model;

  LinearLayers(Subgraph graph, TfliteModel model) {
    this.graph = graph;
    this.model = model;
  }

  /**
   * The name of the scaling of a weight's rows, for {@link FlatbufferFile#scalesOffset}: of its
   * values, or of its blocks' constants.
   */
  static String rowScaling(String weight) {
    return weight;
  }

  /**
   * @param x {@code [..., columns]}
   * @param weight name of a weight {@code [rows, columns]}
   * @param biased whether {@link TensorName#bias} of it is added
   * @return {@code [..., rows]}
   */
  GraphTensor apply(GraphTensor x, String weight, boolean biased) {
    StoredTensor stored = model.weight(weight);
    if (x.size(x.rank() - 1) != stored.spec().columns()) {
      throw new IllegalArgumentException(
          "expected an input of " + stored.spec() + " but found " + x);
    }
    @Nullable GraphTensor bias = biased ? graph.vector(TensorName.bias(weight)) : null;
    return switch (stored.encoding()) {
      case FLOAT32 -> product(x, values(stored, TensorType.FLOAT32, null), bias);
      case FLOAT16 -> product(x, widened(values(stored, TensorType.FLOAT16, null)), bias);
      case INT8 -> product(x, values(stored, TensorType.INT8, rows(stored)), bias);
      case INT4_BLOCKS -> product(x, blocks(stored), bias);
      case INT4_KEPT ->
          graph.add(product(x, blocks(stored), bias), product(sums(x), constants(stored), null));
    };
  }

  /** {@code W x + b}; integer weights make the runtime round each row of x to eight bits. */
  private GraphTensor product(GraphTensor x, GraphTensor w, @Nullable GraphTensor bias) {
    boolean quantized = w.scaling() != null;
    int[] shape = x.shape();
    shape[x.rank() - 1] = w.size(0);
    return graph.node(
        quantized ? Operator.FULLY_CONNECTED_QUANTIZED : Operator.FULLY_CONNECTED,
        b -> OperatorOptions.fullyConnected(b, quantized),
        new int[] {x.index(), w.index(), bias == null ? NO_TENSOR : bias.index()},
        shape);
  }

  private GraphTensor values(StoredTensor stored, TensorType type, @Nullable Scaling scaling) {
    String name = stored.spec().name();
    int buffer = model.buffer(name, StoredTensor.Part.VALUES);
    return graph.matrix(name, type, buffer, scaling, stored.spec().rows(), stored.spec().columns());
  }

  private static Scaling rows(StoredTensor stored) {
    return Scaling.byRow(rowScaling(stored.spec().name()), stored.rowScales());
  }

  private GraphTensor widened(GraphTensor halves) {
    return graph.node(
        Operator.DEQUANTIZE,
        OperatorOptions::dequantize,
        new int[] {halves.index()},
        halves.shape());
  }

  private GraphTensor blocks(StoredTensor stored) {
    int buffer = model.buffer(stored.spec().name(), StoredTensor.Part.BLOCK_SCALES);
    int[] shape = {stored.spec().rows(), stored.spec().columns() / BLOCK};
    GraphTensor scales = graph.matrix("", TensorType.FLOAT16, buffer, null, shape);
    return values(stored, TensorType.INT4, Scaling.byBlock(scales));
  }

  private GraphTensor constants(StoredTensor stored) {
    int buffer = model.buffer(stored.spec().name(), StoredTensor.Part.CONSTANTS);
    int[] shape = {stored.spec().rows(), stored.spec().columns() / BLOCK};
    return graph.matrix("", TensorType.INT8, buffer, rows(stored), shape);
  }

  /** The sum of each block of x, {@code [..., columns / 32]}. */
  private GraphTensor sums(GraphTensor x) {
    int columns = x.size(x.rank() - 1);
    int blocks = columns / BLOCK;
    byte[] ones =
        new byte[Math.toIntExact((long) blocks * columns / 2)]; // [blocks, columns], two in a byte
    for (int block = 0; block < blocks; block++) {
      int from = (int) (((long) block * columns + block * BLOCK) / 2);
      Arrays.fill(ones, from, from + BLOCK / 2, TWO_ONES);
    }
    float[] scales = new float[blocks];
    Arrays.fill(scales, 1);
    Scaling scaling = Scaling.byRow("ones of " + blocks, scales);
    int buffer = model.constantBuffer(ones);
    return product(x, graph.matrix("", TensorType.INT4, buffer, scaling, blocks, columns), null);
  }
}
