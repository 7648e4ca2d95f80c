package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The file's tables, read by slots of the schema. */
public final class TfliteWriterTest {
  private static final int OPERATOR_CODES = 1;
  private static final int SUBGRAPHS = 2;
  private static final int BUFFERS = 4;
  private static final int SIGNATURES = 7;
  private static final int FULLY_CONNECTED = 9;

  /** What needs no source on a grid. */
  private static final List<Quantization> OF_FLOATS =
      List.of(
          Quantization.INT8_PER_CHANNEL,
          Quantization.SMALL,
          Quantization.FLOAT16,
          Quantization.FLOAT32);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private TfliteLayout layout =
      new TfliteLayout(List.of(), List.of(), List.of()); // of the last write

  @Test
  public void write_anyModel_carriesTheIdentifierAndVersion3() throws IOException {
    byte[] file = write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
    assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("TFL3");
    assertThat(TfliteTables.root(file).int32(0, 0)).isEqualTo(3);
  }

  @Test
  public void write_sameModel_givesTheSameBytes() throws IOException {
    assertThat(write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL))
        .isEqualTo(write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL));
  }

  @Test
  public void write_weights_lieAlignedAndApartToTheEndOfTheFile() throws IOException {
    for (Quantization quantization : OF_FLOATS) {
      byte[] file = write(TinyModel.UNTIED, quantization);
      List<TfliteTables.Table> buffers = TfliteTables.root(file).tables(BUFFERS);
      assertThat(buffers.get(0).has(0) || buffers.get(0).has(1)).as("buffer 0").isFalse();
      long end = 0;
      for (TfliteTables.Table buffer : buffers) {
        long offset = buffer.int64(1);
        if (offset > 0) {
          assertThat(offset % 64).isZero();
          assertThat(offset).isGreaterThanOrEqualTo(end).isLessThan(end + 64 + file.length);
          end = offset + buffer.int64(2);
        } else if (buffer.has(0)) {
          assertThat(buffer.dataOffset(0) % 16).as("constant").isZero();
        }
      }
      assertThat(end).isEqualTo(file.length);
    }
  }

  @Test
  public void write_layout_isWhereTheTablesSay() throws IOException {
    byte[] file = write(TinyModel.UNTIED, Quantization.INT8_PER_CHANNEL);
    TfliteTables.Table root = TfliteTables.root(file);
    Map<String, TfliteTables.Table> tensors = weights(root.tables(SUBGRAPHS).get(0));
    List<TfliteTables.Table> buffers = root.tables(BUFFERS);
    for (Manifest.TensorEntry entry : layout.tensors()) {
      TfliteTables.Table tensor = weight(tensors, entry.name());
      assertThat(buffers.get(tensor.int32(2, 0)).int64(1)).isEqualTo(entry.offset());
      if (entry.type().equals(TensorView.INT8)) {
        assertThat(tensor.int32s(0)).containsExactly(entry.rows(), entry.columns());
        assertThat((long) tensor.table(4).dataOffset(2)).isEqualTo(entry.scalesOffset());
        assertThat(tensor.table(4).count(2)).isEqualTo(entry.rows());
        assertThat(tensor.table(4).count(3)).as("zero points").isEqualTo(entry.rows());
      } else {
        assertThat(entry.scalesOffset()).isEqualTo(TensorView.NO_SCALES);
      }
    }
  }

  @Test
  public void write_tiedModel_storesTheTableOnce() throws IOException {
    write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
    List<String> names = new ArrayList<>();
    for (Manifest.TensorEntry entry : layout.tensors()) {
      names.add(entry.name());
    }
    assertThat(names).contains(TensorName.EMBEDDING).doesNotContain(TensorName.UNEMBEDDING);
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  public void write_bothSignatures_shareEveryWeight() throws IOException {
    byte[] file = write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
    List<TfliteTables.Table> graphs = TfliteTables.root(file).tables(SUBGRAPHS);
    Map<String, TfliteTables.Table> decode = weights(graphs.get(0));
    Map<String, TfliteTables.Table> prefill = weights(graphs.get(1));
    assertThat(prefill).isNotEmpty();
    for (Map.Entry<String, TfliteTables.Table> weight : prefill.entrySet()) {
      TfliteTables.Table same = weight(decode, weight.getKey());
      assertThat(weight.getValue().int32(2, 0)).as(weight.getKey()).isEqualTo(same.int32(2, 0));
    }
    assertThat(prefill).doesNotContainKeys(TensorName.UNEMBEDDING, TensorName.down(2));
  }

  @Test
  public void write_signatures_haveTheInputsOfTheFormInOrder() throws IOException {
    byte[] file = write(TinyModel.TIED, Quantization.FLOAT32);
    List<TfliteTables.Table> signatures = TfliteTables.root(file).tables(SIGNATURES);
    assertThat(signatures.get(0).text(2)).isEqualTo("decode");
    assertThat(names(signatures.get(0), 0))
        .containsExactly(
            "embeddings", "rope_cos", "rope_sin", "mask", "k_0", "v_0", "k_1", "v_1", "k_2", "v_2");
    assertThat(names(signatures.get(0), 1))
        .containsExactly(
            "k_new_0", "v_new_0", "k_new_1", "v_new_1", "k_new_2", "v_new_2", "logits");
    assertThat(signatures.get(1).text(2)).isEqualTo("prefill");
    assertThat(names(signatures.get(1), 0))
        .containsExactly("embeddings", "rope_cos", "rope_sin", "mask", "k_0", "v_0", "k_1", "v_1");
    assertThat(names(signatures.get(1), 1))
        .containsExactly("k_new_0", "v_new_0", "k_new_1", "v_new_1", "k_new_2", "v_new_2");
  }

  @Test
  public void write_oneLayer_declaresNoInputThatPrefillDoesNotUse() throws IOException {
    byte[] file = write(TinyModel.UNTIED, Quantization.FLOAT32);
    List<TfliteTables.Table> signatures = TfliteTables.root(file).tables(SIGNATURES);
    assertThat(names(signatures.get(1), 0)).containsExactly("embeddings", "rope_cos", "rope_sin");
  }

  @Test
  public void write_everyTensorOfEveryGraph_isUsed() throws IOException {
    byte[] file = write(TinyModel.TIED, Quantization.INT8_PER_CHANNEL);
    for (TfliteTables.Table graph : TfliteTables.root(file).tables(SUBGRAPHS)) {
      Set<Integer> used = new HashSet<>(graph.int32s(2));
      for (TfliteTables.Table operator : graph.tables(3)) {
        used.addAll(operator.int32s(1));
      }
      for (int tensor = 0; tensor < graph.tables(0).size(); tensor++) {
        assertThat(used).as("tensor %d of %s", tensor, graph.text(4)).contains(tensor);
      }
    }
  }

  @Test
  public void write_fullyConnected_hasTheVersionAndFlagsOfItsWeights() throws IOException {
    for (Quantization quantization : List.of(Quantization.INT8_PER_CHANNEL, Quantization.FLOAT32)) {
      boolean int8 = quantization == Quantization.INT8_PER_CHANNEL;
      TfliteTables.Table root = TfliteTables.root(write(TinyModel.TIED, quantization));
      List<TfliteTables.Table> codes = root.tables(OPERATOR_CODES);
      int seen = 0;
      for (TfliteTables.Table graph : root.tables(SUBGRAPHS)) {
        for (TfliteTables.Table operator : graph.tables(3)) {
          TfliteTables.Table code = codes.get(operator.int32(0, 0));
          if (code.int32(3, 0) == FULLY_CONNECTED) {
            seen++;
            assertThat(code.int32(2, 1)).isEqualTo(int8 ? 9 : 5);
            assertThat(operator.table(4).int8(2)).as("keep_num_dims").isEqualTo((byte) 1);
            assertThat(operator.table(4).int8(3)).as("asymmetric").isEqualTo((byte) (int8 ? 1 : 0));
          } else {
            assertThat(code.int32(2, 1)).as("version of %d", code.int32(3, 0)).isEqualTo(1);
          }
        }
      }
      // 3 layers of 4 and the head to decode and to verify; 2 of 4 and one projection to prefill
      assertThat(seen).isEqualTo(2 * (3 * 4 + 1) + 2 * 4 + 1);
    }
  }

  private byte[] write(DecoderConfig config, Quantization quantization) throws IOException {
    Path scratch = folder.newFolder().toPath();
    Path file = scratch.resolve("model.tflite");
    LoadedWeights source = new LoadedWeights(TinyModel.random(config, 1));
    EncodingPlan plan = new EncodingPlan(quantization, source);
    SignaturePlan signatures = SignaturePlan.of(config.context(), quantization);
    TfliteWriter writer = new TfliteWriter(config, plan, signatures);
    try (FinishedTensors finished = FinishedTensors.open(scratch.resolve("log"), "test");
        TensorEncoder encoder =
            new TensorEncoder(source, InputStatistics.UNIFORM, 1, values -> {})) {
      layout = writer.write(file, encoder, finished);
    }
    assertThat(Files.size(file)).isEqualTo(writer.bytes());
    return Files.readAllBytes(file);
  }

  /** The tensors of a subgraph that have a name and a buffer. */
  private static Map<String, TfliteTables.Table> weights(TfliteTables.Table graph) {
    Map<String, TfliteTables.Table> weights = new HashMap<>();
    for (TfliteTables.Table tensor : graph.tables(0)) {
      if (tensor.int32(2, 0) != 0 && !tensor.text(3).isEmpty()) {
        weights.put(tensor.text(3), tensor);
      }
    }
    return weights;
  }

  private static TfliteTables.Table weight(Map<String, TfliteTables.Table> weights, String name) {
    TfliteTables.Table weight = weights.get(name);
    if (weight == null) {
      throw new AssertionError("expected a weight " + name + " among " + weights.keySet());
    }
    return weight;
  }

  private static List<String> names(TfliteTables.Table signature, int slot) {
    List<String> names = new ArrayList<>();
    for (TfliteTables.Table map : signature.tables(slot)) {
      names.add(map.text(0));
    }
    return names;
  }
}
