package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.Test;

/**
 * The sum beside what {@code ember bench --memory} found: the shape of SmolLM2 135M with 512 tokens
 * of context, each kind of weights (docs/PERFORMANCE.md).
 */
public final class MemorySumTest {
  private static final List<Integer> CONTEXTS = List.of(256, 512);
  private static final double BYTES_PER_MB = 1e6;

  /** What {@code bench --memory} allows. */
  private static final double MOST_PERCENT = 10;

  @Test
  public void bytes_int8_isNearWhatWasFound() throws IOException {
    assertThat(megabytes(tensor -> TensorEncoding.INT8))
        .isCloseTo(251, withinPercentage(MOST_PERCENT));
  }

  @Test
  public void bytes_feedForwardInBlocks_isNearWhatWasFound() throws IOException {
    Set<String> blocks = new HashSet<>();
    for (int layer = 0; layer < config().layers(); layer++) {
      blocks.add(TensorName.gateUp(layer));
      blocks.add(TensorName.down(layer));
    }
    assertThat(megabytes(in(blocks, TensorEncoding.INT4_BLOCKS)))
        .isCloseTo(253, withinPercentage(MOST_PERCENT));
  }

  @Test
  public void bytes_keptGrid_isNearWhatWasFound() throws IOException {
    Set<String> kept = new HashSet<>();
    for (int layer = 0; layer < config().layers(); layer++) {
      kept.add(TensorName.qkv(layer));
      kept.add(TensorName.attentionOutput(layer));
      kept.add(TensorName.gateUp(layer));
      kept.add(TensorName.down(layer));
    }
    assertThat(megabytes(in(kept, TensorEncoding.INT4_KEPT)))
        .isCloseTo(282, withinPercentage(MOST_PERCENT));
  }

  /** Widened to floats once by the runtime, and once more as they are packed: eight bytes each. */
  @Test
  public void bytes_halves_isNearWhatWasFound() throws IOException {
    assertThat(megabytes(tensor -> TensorEncoding.FLOAT16))
        .isCloseTo(1175, withinPercentage(MOST_PERCENT));
  }

  /** Of both copies of halves one is read for a token; all else is read as it is kept. */
  @Test
  public void readBytes_areThoseOfOneCopy() throws IOException {
    MemorySum floats = new MemorySum(config(), tensor -> TensorEncoding.FLOAT32);
    MemorySum halves = new MemorySum(config(), tensor -> TensorEncoding.FLOAT16);
    MemorySum bytes = new MemorySum(config(), tensor -> TensorEncoding.INT8);
    assertThat(halves.readBytes()).isEqualTo(floats.readBytes());
    assertThat(halves.packedBytes()).isEqualTo(2 * halves.readBytes());
    assertThat(floats.readBytes()).isEqualTo(floats.packedBytes());
    assertThat(bytes.readBytes()).isEqualTo(bytes.packedBytes());
  }

  private static Function<TensorSpec, TensorEncoding> in(
      Set<String> names, TensorEncoding encoding) {
    return tensor -> names.contains(tensor.name()) ? encoding : TensorEncoding.INT8;
  }

  private static double megabytes(Function<TensorSpec, TensorEncoding> encoding)
      throws IOException {
    MemorySum sum = new MemorySum(config(), encoding);
    return sum.bytes(CONTEXTS, MemorySum.Opened.ALL) / BYTES_PER_MB;
  }

  private static DecoderConfig config() throws IOException {
    return HubConfigTest.read("smollm2-135m-instruct").withContext(512);
  }
}
