package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.testing.RandomGrid;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.InputStatistics;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * One linear layer in each form, on TensorFlow Lite and in plain doubles. The oracle reads the
 * file's own bytes, so that it says what the format says.
 */
public final class LinearLayersTest {
  /** Float sums of a few hundred products, as a share of the largest result. */
  private static final double SUMMATION = 2e-6;

  /** What rounding the activations to eight bits moves a result, as a share of the largest. */
  private static final double ACTIVATIONS = 0.03;

  /** Rows of the signature that checks guesses. */
  private static final int VERIFIED = 8;

  private static final DecoderConfig CONFIG =
      DecoderConfig.llama(100, 64)
          .hidden(96)
          .layers(1)
          .heads(4, 2)
          .headSize(24)
          .feedForward(160)
          .build();

  /** Blocks only one: rows of 32, whose sums are one number. */
  private static final DecoderConfig NARROW = CONFIG.toBuilder().hidden(32).build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Random random = new Random(5);

  @Test
  public void apply_float32_isTheProduct() throws IOException {
    assertMatches(floats(CONFIG), Quantization.FLOAT32, TensorName.gateUp(0));
  }

  @Test
  public void apply_float16_isTheProductOfHalves() throws IOException {
    assertMatches(floats(CONFIG), Quantization.FLOAT16, TensorName.qkv(0));
  }

  @Test
  public void apply_int8_isTheProductOfRoundedInputs() throws IOException {
    assertMatches(floats(CONFIG), Quantization.INT8_PER_CHANNEL, TensorName.qkv(0));
  }

  @Test
  public void apply_int4Blocks_isTheProductOfRoundedInputs() throws IOException {
    assertMatches(floats(CONFIG), Quantization.SMALL, TensorName.gateUp(0));
    assertMatches(floats(CONFIG), Quantization.SMALL, TensorName.down(0));
    assertMatches(floats(NARROW), Quantization.SMALL, TensorName.gateUp(0));
  }

  @Test
  public void apply_int4Kept_isTheProductOfCodesAndOfSums() throws IOException {
    assertMatches(new RandomGrid(CONFIG, 3), Quantization.KEEP, TensorName.qkv(0));
    assertMatches(new RandomGrid(CONFIG, 3), Quantization.KEEP, TensorName.down(0));
    assertMatches(new RandomGrid(NARROW, 3), Quantization.KEEP, TensorName.gateUp(0));
  }

  @Test
  public void apply_int4Kept_isNearTheGridItself() throws IOException {
    RandomGrid source = new RandomGrid(CONFIG, 4);
    Layer layer = new Layer(source, Quantization.KEEP, TensorName.down(0));
    float[] x = inputs(layer.spec);
    float[] y = layer.run(x, 1);
    float[] w = source.weights().tensor(layer.spec.name());
    double[] expected = new double[layer.spec.rows()];
    for (int i = 0; i < w.length; i++) {
      expected[i / layer.spec.columns()] += (double) w[i] * x[i % layer.spec.columns()];
    }
    assertNear(y, expected, ACTIVATIONS);
  }

  @Test
  public void apply_smallestScales_areNotLost() throws IOException {
    for (float factor : new float[] {0x1p-22f, 0x1p-16f, 0x1p-10f, 0x1p10f}) {
      LoadedWeights source = floats(CONFIG);
      float[] w = source.weights().tensor(TensorName.gateUp(0));
      for (int i = 0; i < w.length; i++) {
        w[i] = i % 96 < 32 ? 0 : w[i] * factor;
      }
      assertMatches(source, Quantization.SMALL, TensorName.gateUp(0));
    }
  }

  @Test
  public void apply_bias_isAddedOnce() throws IOException {
    DecoderConfig biased = CONFIG.toBuilder().biases(new Biases(true, true, true)).build();
    assertMatches(new RandomGrid(biased, 3), Quantization.KEEP, TensorName.qkv(0));
    assertMatches(floats(biased), Quantization.SMALL, TensorName.down(0));
    assertMatches(floats(biased), Quantization.FLOAT16, TensorName.qkv(0));
  }

  /**
   * Activations are rounded row by row: were it by the batch, one row a million times as large
   * would leave nothing of the others. So the linear layers are not why a guess checked beside
   * seven others has other logits than a token alone.
   */
  @Test
  public void apply_eightRowsOfAnySizeOrOneByOne_givesTheSameBits() throws IOException {
    for (Quantization quantization :
        new Quantization[] {Quantization.INT8_PER_CHANNEL, Quantization.SMALL}) {
      for (String weight : new String[] {TensorName.qkv(0), TensorName.down(0)}) {
        Layer layer = new Layer(floats(CONFIG), quantization, weight);
        int columns = layer.spec.columns();
        float[] x = new float[VERIFIED * columns];
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (random.nextGaussian() * Math.pow(10, i / columns - 3));
        }
        float[] together = layer.run(x, VERIFIED);
        for (int t = 0; t < VERIFIED; t++) {
          float[] alone = layer.run(Arrays.copyOfRange(x, t * columns, (t + 1) * columns), 1);
          int rows = layer.spec.rows();
          assertThat(Arrays.copyOfRange(together, t * rows, (t + 1) * rows)).isEqualTo(alone);
        }
      }
    }
  }

  private void assertMatches(WeightSource source, Quantization quantization, String weight)
      throws IOException {
    Layer layer = new Layer(source, quantization, weight);
    for (int tokens : new int[] {1, 5}) {
      float[] x = new float[tokens * layer.spec.columns()];
      for (int t = 0; t < tokens; t++) {
        System.arraycopy(inputs(layer.spec), 0, x, t * layer.spec.columns(), layer.spec.columns());
      }
      float[] y = layer.run(x, tokens);
      for (int t = 0; t < tokens; t++) {
        float[] row = new float[layer.spec.rows()];
        System.arraycopy(y, t * row.length, row, 0, row.length);
        assertNear(row, layer.oracle(x, t), SUMMATION);
      }
    }
  }

  private static void assertNear(float[] found, double[] expected, double share) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("row %d", i).isEqualTo(expected[i], within(share * largest));
    }
  }

  private float[] inputs(TensorSpec spec) {
    float[] x = new float[spec.columns()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextGaussian() * (i % 7 == 0 ? 4 : 1));
    }
    return x;
  }

  private static LoadedWeights floats(DecoderConfig config) {
    return new LoadedWeights(TinyModel.random(config, 2));
  }

  /** A graph of one layer over one token and over several, and its file. */
  private final class Layer {
    private final TensorSpec spec;
    private final StoredTensor stored;
    private final byte[] file;
    private final GraphFile places;
    private final float[] bias;

    Layer(WeightSource source, Quantization quantization, String weight) throws IOException {
      EncodingPlan plan = new EncodingPlan(quantization, source);
      spec = spec(source.config(), weight);
      TensorSpec biasSpec = new TensorSpec(TensorName.bias(weight), 1, spec.rows());
      boolean biased = source.config().biases().qkv();
      bias = new float[spec.rows()];
      if (biased) {
        source.read(biasSpec, 0, 1, bias);
      }
      stored = new StoredTensor(spec, plan.encoding(spec));
      StoredTensor storedBias = new StoredTensor(biasSpec, TensorEncoding.FLOAT32);
      TfliteModel model = new TfliteModel(biased ? List.of(stored, storedBias) : List.of(stored));
      for (int tokens : new int[] {1, 5, VERIFIED}) {
        Subgraph graph = model.subgraph("t" + tokens);
        GraphTensor x = graph.input("x", 1, tokens, spec.columns());
        graph.output("y", new LinearLayers(graph, model).apply(x, weight, biased));
      }
      places = new GraphFile(List.of(model));
      Path path = folder.newFolder().toPath();
      try (FinishedTensors finished = FinishedTensors.open(path.resolve("log"), "");
          TensorEncoder encoder =
              new TensorEncoder(source, InputStatistics.UNIFORM, 2, values -> {})) {
        places.write(path.resolve("graph"), encoder, finished);
      }
      file = Files.readAllBytes(path.resolve("graph"));
    }

    float[] run(float[] x, int tokens) {
      return GraphRun.run(file, "t" + tokens, x);
    }

    /** {@code W x + b} in doubles, x rounded as the runtime rounds it where the form says so. */
    double[] oracle(float[] inputs, int token) {
      int columns = spec.columns();
      double[] x = new double[columns];
      for (int i = 0; i < columns; i++) {
        x[i] = inputs[token * columns + i];
      }
      TensorEncoding encoding = stored.encoding();
      boolean floats = encoding == TensorEncoding.FLOAT32 || encoding == TensorEncoding.FLOAT16;
      if (!floats) {
        x = rounded(x);
      }
      double[] sums = new double[columns / TensorEncoding.BLOCK];
      for (int i = 0; i < columns / TensorEncoding.BLOCK * TensorEncoding.BLOCK; i++) {
        sums[i / TensorEncoding.BLOCK] += x[i];
      }
      sums = rounded(sums);
      double[] y = new double[spec.rows()];
      for (int row = 0; row < y.length; row++) {
        y[row] = bias[row];
        for (int i = 0; i < columns; i++) {
          y[row] += value(row, i) * x[i];
        }
        for (int block = 0; encoding == TensorEncoding.INT4_KEPT && block < sums.length; block++) {
          y[row] += constant(row, block) * sums[block];
        }
      }
      return y;
    }

    private double value(int row, int column) {
      int at = row * spec.columns() + column;
      return switch (stored.encoding()) {
        case FLOAT32 -> part(StoredTensor.Part.VALUES).getFloat(at * Float.BYTES);
        case FLOAT16 ->
            HalfFloat.f16ToFloat(part(StoredTensor.Part.VALUES).getShort(at * Short.BYTES));
        case INT8 -> part(StoredTensor.Part.VALUES).get(at) * stored.rowScales()[row];
        case INT4_BLOCKS, INT4_KEPT -> {
          int pair = part(StoredTensor.Part.VALUES).get(at / 2);
          int code = at % 2 == 0 ? (pair << 28) >> 28 : pair >> 4;
          int block = at / TensorEncoding.BLOCK;
          short scale = part(StoredTensor.Part.BLOCK_SCALES).getShort(block * Short.BYTES);
          yield code * (double) HalfFloat.f16ToFloat(scale);
        }
      };
    }

    private double constant(int row, int block) {
      int at = row * (spec.columns() / TensorEncoding.BLOCK) + block;
      return part(StoredTensor.Part.CONSTANTS).get(at) * (double) stored.rowScales()[row];
    }

    private ByteBuffer part(StoredTensor.Part part) {
      int offset = (int) places.offset(stored, part);
      return ByteBuffer.wrap(file, offset, file.length - offset)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static TensorSpec spec(DecoderConfig config, String weight) {
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      if (spec.name().equals(weight)) {
        return spec;
      }
    }
    throw new AssertionError(weight);
  }

  /** XNNPACK's rounding of a row to signed bytes, its float steps included. */
  private static double[] rounded(double[] row) {
    float min = 0;
    float max = 0;
    for (double value : row) {
      min = Math.min(min, (float) value);
      max = Math.max(max, (float) value);
    }
    float scale = min == max ? 1 : 255 / (max - min);
    float zero =
        -128 + min * scale + (127 + max * scale) > 0 ? -128 - min * scale : 127 - max * scale;
    double zeroPoint = Math.rint(Math.max(-128, Math.min(127, zero)));
    double[] rounded = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      double q = Math.rint((float) row[i] * scale) + zeroPoint;
      rounded[i] = (Math.max(-128, Math.min(127, q)) - zeroPoint) * (1 / scale);
    }
    return rounded;
  }
}
