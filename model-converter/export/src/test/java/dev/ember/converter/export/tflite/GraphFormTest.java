package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The form that is right on every runtime, in what {@link TfliteWriterTest} does not ask: a GPU's
 * delegate ignores flags, takes no fifth axis, and squares in half precision.
 */
public final class GraphFormTest {
  private static final int CODES = 1;
  private static final int SUBGRAPHS = 2;
  private static final int BUFFERS = 4;
  private static final int MUL = 18;
  private static final int MEAN = 40;
  private static final int BATCH_MATMUL = 126;
  private static final float NORM_SCALE = 1f / 16;
  private static final int MOST_AXES = 4;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void graphs_ofEachWeights_haveTheForm() throws IOException {
    for (Quantization quantization : List.of(Quantization.FLOAT32, Quantization.INT8_PER_CHANNEL)) {
      for (DecoderConfig config : List.of(TinyModel.TIED, TinyModel.UNTIED)) {
        byte[] file = file(config, quantization);
        for (TfliteTables.Table graph : TfliteTables.root(file).tables(SUBGRAPHS)) {
          assertRanks(graph);
          assertNoTransposition(graph, TfliteTables.root(file).tables(CODES));
          assertScaledNorms(graph, file);
        }
      }
    }
  }

  private static void assertRanks(TfliteTables.Table graph) {
    for (TfliteTables.Table tensor : graph.tables(0)) {
      assertThat(tensor.int32s(0)).as(tensor.text(3)).hasSizeBetween(1, MOST_AXES);
    }
  }

  private static void assertNoTransposition(
      TfliteTables.Table graph, List<TfliteTables.Table> codes) {
    for (TfliteTables.Table operator : graph.tables(3)) {
      if (codes.get(operator.int32(0, 0)).int32(3, 0) == BATCH_MATMUL) {
        assertThat(operator.table(4).int8(0)).as("adj_x").isZero();
        assertThat(operator.table(4).int8(1)).as("adj_y").isZero();
      }
    }
  }

  /** Each mean is of a square, and what is squared is x / 16. */
  private static void assertScaledNorms(TfliteTables.Table graph, byte[] file) {
    List<TfliteTables.Table> codes = TfliteTables.root(file).tables(CODES);
    Map<Integer, TfliteTables.Table> makers = new HashMap<>();
    for (TfliteTables.Table operator : graph.tables(3)) {
      makers.put(operator.int32s(2).get(0), operator);
    }
    int norms = 0;
    for (TfliteTables.Table operator : graph.tables(3)) {
      if (codes.get(operator.int32(0, 0)).int32(3, 0) == MEAN) {
        norms++;
        List<Integer> squared = product(makers, codes, operator.int32s(1).get(0));
        assertThat(squared.get(0)).as("a square").isEqualTo(squared.get(1));
        List<Integer> scaled = product(makers, codes, squared.get(0));
        assertThat(constant(graph, file, scaled.get(1))).isEqualTo(NORM_SCALE);
      }
    }
    assertThat(norms).isPositive();
  }

  private static List<Integer> product(
      Map<Integer, TfliteTables.Table> makers, List<TfliteTables.Table> codes, int tensor) {
    TfliteTables.Table maker = Objects.requireNonNull(makers.get(tensor), "maker of " + tensor);
    assertThat(codes.get(maker.int32(0, 0)).int32(3, 0)).isEqualTo(MUL);
    return maker.int32s(1);
  }

  private static float constant(TfliteTables.Table graph, byte[] file, int tensor) {
    int buffer = graph.tables(0).get(tensor).int32(2, 0);
    int offset = TfliteTables.root(file).tables(BUFFERS).get(buffer).dataOffset(0);
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getFloat(offset);
  }

  private byte[] file(DecoderConfig config, Quantization quantization) throws IOException {
    try (Bundle bundle = TinyModel.bundle(config, quantization, folder.newFolder().toPath())) {
      ByteBuffer graph = bundle.graph();
      byte[] bytes = new byte[graph.remaining()];
      graph.get(bytes);
      return bytes;
    }
  }
}
