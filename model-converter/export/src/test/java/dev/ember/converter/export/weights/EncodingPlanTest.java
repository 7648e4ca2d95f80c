package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ember.converter.export.testing.RandomGrid;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;

public final class EncodingPlanTest {
  private static final DecoderConfig WIDE =
      TinyModel.UNTIED.toBuilder().hidden(64).feedForward(96).build();

  @Test
  public void encoding_small_isBlocksInTheFeedForwardLayersAlone() {
    Map<String, TensorEncoding> plan = plan(Quantization.SMALL, floats(WIDE));
    assertThat(plan).containsEntry(TensorName.gateUp(0), TensorEncoding.INT4_BLOCKS);
    assertThat(plan).containsEntry(TensorName.down(0), TensorEncoding.INT4_BLOCKS);
    assertThat(plan).containsEntry(TensorName.qkv(0), TensorEncoding.INT8);
    assertThat(plan).containsEntry(TensorName.EMBEDDING, TensorEncoding.INT8);
    assertThat(plan).containsEntry(TensorName.FINAL_NORM, TensorEncoding.FLOAT32);
  }

  @Test
  public void fallbacks_oddWidths_areNamedAndInt8() {
    LoadedWeights odd = floats(WIDE.toBuilder().feedForward(100).build());
    EncodingPlan plan = new EncodingPlan(Quantization.SMALL, odd);
    assertThat(plan.fallbacks())
        .extracting(fallback -> fallback.tensor().name(), EncodingPlan.Fallback::reason)
        .containsExactly(
            tuple("layers.0.down", "rows of 100 values are no whole number of blocks of 32"));
    assertThat(plan(Quantization.SMALL, odd))
        .containsEntry(TensorName.down(0), TensorEncoding.INT8)
        .containsEntry(TensorName.gateUp(0), TensorEncoding.INT4_BLOCKS);
    assertThat(new EncodingPlan(Quantization.INT8_PER_CHANNEL, odd).fallbacks()).isEmpty();
  }

  @Test
  public void fallbacks_keep_areThoseWithoutAGridAndSayWhatTheyAre() {
    EncodingPlan plan = new EncodingPlan(Quantization.KEEP, new RandomGrid(WIDE, 1));
    assertThat(plan.fallbacks())
        .extracting(fallback -> fallback.tensor().name(), EncodingPlan.Fallback::reason)
        .contains(tuple(TensorName.UNEMBEDDING, "stored as other"));
    assertThat(plan.fallbacks())
        .allMatch(fallback -> plan.encoding(fallback.tensor()) == TensorEncoding.INT8);
  }

  @Test
  public void bytesBeside_tensorsStoredAlike_countForNothing() {
    RandomGrid source = new RandomGrid(WIDE, 1);
    EncodingPlan keep = new EncodingPlan(Quantization.KEEP, source);
    EncodingPlan int8 = new EncodingPlan(Quantization.INT8_PER_CHANNEL, source);
    assertThat(int8.bytesBeside(int8)).isZero();
    assertThat(int8.bytesBeside(keep))
        .isPositive()
        .isLessThan(int8.bytes() - (long) WIDE.vocabulary() * WIDE.hidden());
  }

  @Test
  public void encoding_keep_isTheGridWhereThereIsOne() {
    Map<String, TensorEncoding> plan = plan(Quantization.KEEP, new RandomGrid(WIDE, 1));
    assertThat(plan).containsEntry(TensorName.qkv(0), TensorEncoding.INT4_KEPT);
    assertThat(plan).containsEntry(TensorName.UNEMBEDDING, TensorEncoding.INT8);
  }

  @Test
  public void new_keepWithoutAGrid_isRefused() {
    assertThatThrownBy(() -> new EncodingPlan(Quantization.KEEP, floats(WIDE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a source with weights on a 4-bit grid, to keep it, but found none");
  }

  @Test
  public void bytes_quantizations_areInTheirOrder() {
    RandomGrid source = new RandomGrid(WIDE, 1);
    long previous = 0;
    for (Quantization quantization :
        new Quantization[] {
          Quantization.KEEP,
          Quantization.SMALL,
          Quantization.INT8_PER_CHANNEL,
          Quantization.FLOAT16,
          Quantization.FLOAT32
        }) {
      long bytes = new EncodingPlan(quantization, source).bytes();
      assertThat(bytes).as("%s", quantization).isGreaterThan(previous);
      previous = bytes;
    }
  }

  private static Map<String, TensorEncoding> plan(Quantization quantization, WeightSource source) {
    EncodingPlan plan = new EncodingPlan(quantization, source);
    Map<String, TensorEncoding> encodings = new HashMap<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      encodings.put(tensor.name(), plan.encoding(tensor));
    }
    return encodings;
  }

  private static LoadedWeights floats(DecoderConfig config) {
    return new LoadedWeights(TinyModel.random(config, 1));
  }
}
