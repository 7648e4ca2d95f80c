package dev.ember.converter.export.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ember.inference.bundle.TensorEncoding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a {@code .tflite} file: {@link TfliteModel} as a flatbuffer, without the weights,
 * which lie behind the tables at offsets that the buffers name ({@code Buffer.offset}).
 *
 * <p>Slots are the fields' positions in TensorFlow Lite's {@code schema.fbs}, version 3.
 */
final class FlatbufferFile {
  private static final int SCHEMA_VERSION = 3;
  private static final String FILE_IDENTIFIER = "TFL3";

  /** The schema's {@code force_align} of a buffer's data. */
  private static final int DATA_ALIGNMENT = 16;

  /** Member of the union {@code QuantizationDetails}. */
  private static final byte BLOCKWISE_QUANTIZATION = 2;

  private static final int NO_TENSOR = -1;

  private static final int INITIAL_BYTES = 1 << 16;

  private final TfliteModel model;
  private final long[] partOffsets; // [file parts], within the file
  private final FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
  private final Map<Operator, Integer> operatorIndex = new EnumMap<>(Operator.class);
  private final Map<Integer, Integer> zeroPoints = new HashMap<>(); // by length
  private final Map<String, Integer> rowQuantizations = new HashMap<>(); // by name of the scaling
  private final Map<String, Integer> scaleVectors = new HashMap<>(); // by name of the scaling

  private FlatbufferFile(TfliteModel model, long[] partOffsets) {
    this.model = model;
    this.partOffsets = partOffsets;
  }

  /**
   * Builds the tables.
   *
   * @param partOffsets where each part lies in the file; any values of the same count give tables
   *     of the same size, and so do any scales
   */
  static FlatbufferFile build(TfliteModel model, long[] partOffsets) {
    FlatbufferFile file = new FlatbufferFile(model, partOffsets);
    file.builder.finish(file.model(), FILE_IDENTIFIER);
    return file;
  }

  byte[] bytes() {
    return builder.sizedByteArray();
  }

  int size() {
    return builder.offset();
  }

  /** Where a {@link Scaling#byRow} lies in the file: float32, one a row. */
  long scalesOffset(String scaling) {
    Integer vector = scaleVectors.get(scaling);
    if (vector == null) {
      throw new IllegalArgumentException("expected a scaling by row but found " + scaling);
    }
    // The builder counts from the end; a vector starts with its length.
    return size() - vector + (long) Integer.BYTES;
  }

  private int model() {
    int codes = operatorCodes();
    int[] graphs = new int[model.subgraphs().size()];
    int[] signatures = new int[graphs.length];
    for (int i = 0; i < graphs.length; i++) {
      graphs[i] = subgraph(model.subgraphs().get(i));
      signatures[i] = signature(model.subgraphs().get(i), i);
    }
    int subgraphs = builder.createVectorOfTables(graphs);
    int signatureDefs = builder.createVectorOfTables(signatures);
    int buffers = buffers();
    int description = builder.createString("Ember");
    builder.startTable(8);
    builder.addInt(0, SCHEMA_VERSION, 0);
    builder.addOffset(1, codes, 0);
    builder.addOffset(2, subgraphs, 0);
    builder.addOffset(3, description, 0);
    builder.addOffset(4, buffers, 0);
    builder.addOffset(7, signatureDefs, 0);
    return builder.endTable();
  }

  private int operatorCodes() {
    List<Integer> tables = new ArrayList<>();
    for (Subgraph graph : model.subgraphs()) {
      for (Subgraph.Node node : graph.nodes()) {
        if (!operatorIndex.containsKey(node.operator())) {
          operatorIndex.put(node.operator(), tables.size());
          tables.add(operatorCode(node.operator()));
        }
      }
    }
    return vectorOfTables(tables);
  }

  private int operatorCode(Operator operator) {
    builder.startTable(4);
    builder.addByte(0, (byte) operator.code(), 0); // deprecated_builtin_code
    builder.addInt(2, operator.version(), 1);
    builder.addInt(3, operator.code(), 0); // builtin_code
    return builder.endTable();
  }

  private int subgraph(Subgraph graph) {
    List<Integer> tensorTables = new ArrayList<>();
    for (GraphTensor tensor : graph.tensors()) {
      tensorTables.add(tensor(tensor));
    }
    List<Integer> nodeTables = new ArrayList<>();
    for (Subgraph.Node node : graph.nodes()) {
      nodeTables.add(operator(node));
    }
    int tensors = vectorOfTables(tensorTables);
    int nodes = vectorOfTables(nodeTables);
    int inputs = intVector(builder, indices(graph.inputs()));
    int outputs = intVector(builder, indices(graph.outputs()));
    int name = builder.createString(graph.name());
    builder.startTable(5);
    builder.addOffset(0, tensors, 0);
    builder.addOffset(1, inputs, 0);
    builder.addOffset(2, outputs, 0);
    builder.addOffset(3, nodes, 0);
    builder.addOffset(4, name, 0);
    return builder.endTable();
  }

  private int tensor(GraphTensor tensor) {
    int shape = intVector(builder, tensor.shape());
    int name = tensor.name().isEmpty() ? 0 : builder.createString(tensor.name());
    int quantization = tensor.scaling() == null ? 0 : quantization(tensor.scaling());
    builder.startTable(9);
    builder.addOffset(0, shape, 0);
    builder.addByte(1, (byte) tensor.type().code(), 0);
    builder.addInt(2, tensor.buffer(), 0);
    builder.addOffset(3, name, 0);
    builder.addOffset(4, quantization, 0);
    builder.addBoolean(8, true, false); // has_rank
    return builder.endTable();
  }

  private int quantization(Scaling scaling) {
    GraphTensor blockScales = scaling.blockScales();
    return blockScales == null ? rowQuantization(scaling) : blockQuantization(blockScales);
  }

  /** One table for a scaling, shared by the subgraphs that use it. */
  private int rowQuantization(Scaling scaling) {
    Integer known = rowQuantizations.get(scaling.name());
    if (known != null) {
      return known;
    }
    float[] scales = scaling.rowScales();
    int scaleVector = floatVector(scales);
    int zeroVector = zeroPoints(scales.length);
    builder.startTable(7);
    builder.addOffset(2, scaleVector, 0);
    builder.addOffset(3, zeroVector, 0);
    builder.addInt(6, 0, 0); // quantized_dimension: the rows
    int table = builder.endTable();
    scaleVectors.put(scaling.name(), scaleVector);
    rowQuantizations.put(scaling.name(), table);
    return table;
  }

  /** Scales in a tensor of their own. */
  private int blockQuantization(GraphTensor scales) {
    builder.startTable(3);
    builder.addInt(0, scales.index(), 0);
    builder.addInt(1, NO_TENSOR, 0); // zero_points: 0 would be the first tensor
    builder.addInt(2, TensorEncoding.BLOCK, 0);
    int details = builder.endTable();
    builder.startTable(7);
    builder.addByte(4, BLOCKWISE_QUANTIZATION, 0);
    builder.addOffset(5, details, 0);
    builder.addInt(6, 0, 0); // quantized_dimension: the rows
    return builder.endTable();
  }

  private int operator(Subgraph.Node node) {
    int options = node.options().write(builder);
    int inputs = intVector(builder, node.inputs());
    int outputs = intVector(builder, node.output());
    Integer code = operatorIndex.get(node.operator());
    builder.startTable(5);
    builder.addInt(0, code == null ? 0 : code, 0);
    builder.addOffset(1, inputs, 0);
    builder.addOffset(2, outputs, 0);
    builder.addByte(3, (byte) node.operator().optionsType(), 0);
    builder.addOffset(4, options, 0);
    return builder.endTable();
  }

  private int signature(Subgraph graph, int index) {
    List<Integer> inputs = new ArrayList<>();
    for (GraphTensor input : graph.inputs()) {
      inputs.add(tensorMap(input.name(), input.index()));
    }
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      outputs.add(tensorMap(graph.outputNames().get(i), graph.outputs().get(i).index()));
    }
    int inputVector = vectorOfTables(inputs);
    int outputVector = vectorOfTables(outputs);
    int key = builder.createString(graph.name());
    builder.startTable(5);
    builder.addOffset(0, inputVector, 0);
    builder.addOffset(1, outputVector, 0);
    builder.addOffset(2, key, 0);
    builder.addInt(4, index, 0); // subgraph_index; slot 3 is a deprecated tag
    return builder.endTable();
  }

  private int tensorMap(String name, int index) {
    int text = builder.createString(name);
    builder.startTable(2);
    builder.addOffset(0, text, 0);
    builder.addInt(1, index, 0);
    return builder.endTable();
  }

  private int buffers() {
    List<Integer> tables = new ArrayList<>();
    for (TfliteModel.Buffer buffer : model.buffers()) {
      tables.add(buffer.isFilePart() ? filePart(buffer.filePart()) : inlineBuffer(buffer));
    }
    return vectorOfTables(tables);
  }

  private int filePart(int part) {
    builder.startTable(3);
    builder.addLong(1, partOffsets[part], 0);
    builder.addLong(2, model.fileParts().get(part).bytes(), 0);
    return builder.endTable();
  }

  private int inlineBuffer(TfliteModel.Buffer buffer) {
    byte[] data = buffer.inline();
    int vector = 0;
    if (data.length > 0) {
      builder.startVector(1, data.length, DATA_ALIGNMENT);
      for (int i = data.length - 1; i >= 0; i--) {
        builder.addByte(data[i]);
      }
      vector = builder.endVector();
    }
    builder.startTable(3);
    builder.addOffset(0, vector, 0);
    return builder.endTable();
  }

  private int zeroPoints(int count) {
    Integer known = zeroPoints.get(count);
    if (known != null) {
      return known;
    }
    builder.startVector(Long.BYTES, count, Long.BYTES);
    for (int i = 0; i < count; i++) {
      builder.addLong(0);
    }
    int vector = builder.endVector();
    zeroPoints.put(count, vector);
    return vector;
  }

  private int floatVector(float[] values) {
    builder.startVector(Float.BYTES, values.length, Float.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      builder.addFloat(values[i]);
    }
    return builder.endVector();
  }

  static int intVector(FlatBufferBuilder builder, int... values) {
    builder.startVector(Integer.BYTES, values.length, Integer.BYTES);
    for (int i = values.length - 1; i >= 0; i--) {
      builder.addInt(values[i]);
    }
    return builder.endVector();
  }

  private int vectorOfTables(List<Integer> tables) {
    int[] offsets = new int[tables.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = tables.get(i);
    }
    return builder.createVectorOfTables(offsets);
  }

  private static int[] indices(List<GraphTensor> tensors) {
    int[] indices = new int[tensors.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = tensors.get(i).index();
    }
    return indices;
  }
}
