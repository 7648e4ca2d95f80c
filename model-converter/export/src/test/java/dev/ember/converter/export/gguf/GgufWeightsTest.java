package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.weights.GridRows;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A tiny llama: E 8, H 2, K 1, D 4, F 16, V 12. */
public final class GgufWeightsTest {
  private static final float QUERY_SCALE = 0.5f; // 1 / sqrt(4)

  /** Of a product that was scaled before and after its sum. */
  private static final float ONE_ROUNDING = 1e-6f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void read_queriesAndKeys_areInOurOrderAndScaled() throws IOException {
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      float[] qkv = read(model, TensorName.qkv(0));
      float[] query = stored(model, "blk.0.attn_q.weight");
      float[] key = stored(model, "blk.0.attn_k.weight");
      float[] value = stored(model, "blk.0.attn_v.weight");
      int[] order = {0, 2, 1, 3};
      for (int row = 0; row < 16; row++) {
        for (int column = 0; column < 8; column++) {
          float expected =
              row < 8
                  ? query[(row / 4 * 4 + order[row % 4]) * 8 + column] * QUERY_SCALE
                  : row < 12 ? key[order[row - 8] * 8 + column] : value[(row - 12) * 8 + column];
          assertThat(qkv[row * 8 + column]).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  public void read_gateAndUp_areOneBehindTheOther() throws IOException {
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      float[] gateUp = read(model, TensorName.gateUp(0));
      assertThat(gateUp).startsWith(stored(model, "blk.0.ffn_gate.weight"));
      assertThat(gateUp).endsWith(stored(model, "blk.0.ffn_up.weight"));
    }
  }

  @Test
  public void read_someRows_areThoseOfTheWhole() throws IOException {
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      GridSource weights = model.weights();
      for (TensorSpec tensor : TensorSpec.inFileOrder(weights.config())) {
        float[] whole = read(model, tensor.name());
        for (int first = 0; first < tensor.rows(); first++) {
          for (int count = 1; count <= tensor.rows() - first; count++) {
            float[] some = new float[count * tensor.columns()];
            weights.read(tensor, first, count, some);
            for (int i = 0; i < some.length; i++) {
              assertThat(some[i]).isEqualTo(whole[first * tensor.columns() + i]);
            }
          }
        }
      }
    }
  }

  @Test
  public void unembedding_whereTheFileHasNone_isTheEmbedding() throws IOException {
    try (GgufModel model = open(GgufBuilder.tinyLlama())) {
      assertThat(model.weights().config().tiedEmbeddings()).isTrue();
      assertThat(read(model, TensorName.UNEMBEDDING)).isEqualTo(stored(model, "token_embd.weight"));
    }
    try (GgufModel model = open(GgufBuilder.tinyLlama().floats("output.weight", 8, 12))) {
      assertThat(model.weights().config().tiedEmbeddings()).isFalse();
      assertThat(read(model, TensorName.UNEMBEDDING)).isEqualTo(stored(model, "output.weight"));
    }
  }

  @Test
  public void grid_ofEachFourBitFormat_makesTheWeightsThatReadGives() throws IOException {
    for (int type : new int[] {2, 3, 12}) {
      try (GgufModel model = open(fourBit(type, type, type))) {
        GridSource weights = model.weights();
        for (TensorSpec tensor : TensorSpec.inFileOrder(weights.config())) {
          assertThat(weights.hasGrid(tensor))
              .as(tensor.name())
              .isEqualTo(tensor.name().matches(".*(qkv|output|gate_up|down)"));
          if (weights.hasGrid(tensor)) {
            assertGridMakes(read(model, tensor.name()), weights, tensor);
          }
        }
      }
    }
  }

  @Test
  public void grid_ofPartsInTwoFormats_isStillOne() throws IOException {
    try (GgufModel model = open(fourBit(2, 12, 3))) {
      TensorSpec qkv = spec(model, TensorName.qkv(0));
      assertThat(model.weights().hasGrid(qkv)).isTrue();
      assertGridMakes(read(model, qkv.name()), model.weights(), qkv);
    }
    try (GgufModel model = open(fourBit(2, 12, 8))) { // values in Q8_0
      assertThat(model.weights().hasGrid(spec(model, TensorName.qkv(0)))).isFalse();
    }
  }

  @Test
  public void values_notFinite_areRefusedByTensor() throws IOException {
    float[] values = new float[8];
    values[3] = Float.NaN;
    GgufBuilder file = GgufBuilder.tinyLlama().replace("output_norm.weight", values, 8);
    try (GgufModel model = open(file)) {
      assertThatThrownBy(() -> read(model, TensorName.FINAL_NORM))
          .isInstanceOf(GgufFormatException.class)
          .hasMessageContainingAll("tensor output_norm.weight", "finite", "NaN");
    }
  }

  @Test
  public void convert_scaleThatNoBlockCanHave_isRefusedByFileAndTensor() throws IOException {
    byte[] down = blocks(new Random(2), 2, 256);
    ByteBuffer.wrap(down).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) 0x7BFF); // 65504
    GgufBuilder file =
        fourBit(2, 2, 2)
            .without("blk.0.ffn_down.weight")
            .tensor("blk.0.ffn_down.weight", 2, down, 256, 256);
    try (GgufModel model = open(file)) {
      for (Quantization quantization : List.of(Quantization.KEEP, Quantization.SMALL)) {
        assertThatThrownBy(
                () ->
                    ConvertedModel.convert(
                        model.weights(),
                        quantization,
                        16,
                        folder.newFolder().toPath(),
                        values -> {}))
            .as(quantization.manifestName())
            .isInstanceOf(UnsupportedCheckpointException.class)
            .hasMessageStartingWith(model.file().path() + ", tensor blk.0.ffn_down.weight: ")
            .hasMessageContaining(
                "expected a scale of 0 to 65280.0 for each 4-bit block but found");
      }
    }
  }

  @Test
  public void tensors_missingUnknownOrOfAnotherShape_areRefused() throws IOException {
    assertWrong(GgufBuilder.tinyLlama().without("blk.0.ffn_up.weight"), "blk.0.ffn_up", "none");
    assertWrong(
        GgufBuilder.tinyLlama().replace("blk.0.attn_k.weight", new float[64], 8, 8),
        "blk.0.attn_k.weight",
        "shape [8, 4]",
        "[8, 8]");
    assertWrong(
        GgufBuilder.tinyLlama().replace("output_norm.weight", new float[4], 4),
        "output_norm.weight",
        "shape [8]");
    assertThatThrownBy(() -> open(GgufBuilder.tinyLlama().floats("blk.0.extra", 8)).weights())
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContainingAll("tensor blk.0.extra", "may change the result");
  }

  @Test
  public void tensors_ofATypeThatIsNotDecoded_areRefusedByName() throws IOException {
    GgufBuilder file =
        fourBit(2, 2, 2)
            .without("blk.0.ffn_up.weight")
            .tensor("blk.0.ffn_up.weight", 16, new byte[256 * 66], 256, 256);
    assertWrong(file, "blk.0.ffn_up.weight", "Q4_K", "IQ2_XXS");
  }

  private void assertWrong(GgufBuilder file, String... parts) throws IOException {
    try (GgufModel model = open(file)) {
      assertThatThrownBy(model::weights)
          .isInstanceOf(GgufFormatException.class)
          .hasMessageContainingAll(parts);
    }
  }

  private static void assertGridMakes(float[] expected, GridSource weights, TensorSpec tensor)
      throws IOException {
    int first = 1;
    int rows = tensor.rows() - first;
    GridRows grid = new GridRows(rows, tensor.columns());
    weights.readGrid(tensor, first, rows, grid);
    for (int i = 0; i < rows * tensor.columns(); i++) {
      int block = i / GridRows.BLOCK;
      assertThat(grid.codes()[i]).isBetween((byte) 0, (byte) 15);
      float made = grid.scales()[block] * grid.codes()[i] + grid.offsets()[block];
      float wanted = expected[first * tensor.columns() + i];
      assertThat(made).isCloseTo(wanted, within(Math.abs(wanted) * ONE_ROUNDING + ONE_ROUNDING));
    }
  }

  /** A llama with E, F 256, H 2, K 1, D 128 whose linear layers are random 4-bit blocks. */
  private static GgufBuilder fourBit(int queries, int keys, int values) {
    Random random = new Random(1);
    return GgufBuilder.model("llama", 256, 256)
        .uint32("llama.attention.head_count_kv", 1)
        .floats("token_embd.weight", 256, 12)
        .floats("output_norm.weight", 256)
        .floats("blk.0.attn_norm.weight", 256)
        .floats("blk.0.ffn_norm.weight", 256)
        .tensor("blk.0.attn_q.weight", queries, blocks(random, queries, 256), 256, 256)
        .tensor("blk.0.attn_k.weight", keys, blocks(random, keys, 128), 256, 128)
        .tensor("blk.0.attn_v.weight", values, blocks(random, values, 128), 256, 128)
        .tensor("blk.0.attn_output.weight", keys, blocks(random, keys, 256), 256, 256)
        .tensor("blk.0.ffn_gate.weight", keys, blocks(random, keys, 256), 256, 256)
        .tensor("blk.0.ffn_up.weight", queries, blocks(random, queries, 256), 256, 256)
        .tensor("blk.0.ffn_down.weight", queries, blocks(random, queries, 256), 256, 256);
  }

  /** Rows of 256 values: random codes, scales of either sign. */
  private static byte[] blocks(Random random, int type, int rows) {
    int blockBytes = type == 2 ? 18 : type == 3 ? 20 : type == 8 ? 34 : 144;
    int blocksOfRow = type == 12 ? 1 : 8;
    byte[] stored = new byte[rows * blocksOfRow * blockBytes];
    random.nextBytes(stored);
    ByteBuffer scales = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < stored.length; at += blockBytes) {
      scales.putShort(at, (short) (0x2000 + random.nextInt(0x800) + random.nextInt(2) * 0x8000));
      scales.putShort(at + 2, (short) (0x2000 + random.nextInt(0x800)));
    }
    return stored;
  }

  private static float[] read(GgufModel model, String canonical) throws IOException {
    TensorSpec tensor = spec(model, canonical);
    float[] values = new float[(int) tensor.size()];
    model.weights().read(tensor, 0, tensor.rows(), values);
    return values;
  }

  private static TensorSpec spec(GgufModel model, String canonical) throws IOException {
    for (TensorSpec tensor : TensorSpec.inFileOrder(model.weights().config())) {
      if (tensor.name().equals(canonical)) {
        return tensor;
      }
    }
    throw new IllegalArgumentException(canonical);
  }

  private static float[] stored(GgufModel model, String name) throws IOException {
    GgufTensor tensor = model.file().tensor(name);
    float[] values = new float[(int) tensor.elements()];
    model.file().read(tensor, 0, (int) tensor.rows(), values, 0);
    return values;
  }

  private GgufModel open(GgufBuilder builder) throws IOException {
    Path file = folder.newFile().toPath();
    builder.write(file);
    return GgufModel.open(file);
  }
}
