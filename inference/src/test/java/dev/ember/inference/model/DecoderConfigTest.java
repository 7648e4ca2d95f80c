package dev.ember.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.testing.DecoderConfigs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class DecoderConfigTest {

  @Test
  public void llama_onlyDimensions_hasTheUsualOptions() {
    DecoderConfig config =
        DecoderConfig.llama(100, 64).hidden(24).layers(3).heads(4, 2).feedForward(40).build();
    assertThat(config.headSize()).isEqualTo(6);
    assertThat(config.norms()).isEqualTo(Norms.rms(1e-5f));
    assertThat(config.biases()).isEqualTo(Biases.NONE);
    assertThat(config.feedForwardKind()).isEqualTo(FeedForwardKind.SWIGLU);
    assertThat(config.attention().rotary(2)).isEqualTo(Rotary.plain(6, 10_000));
    assertThat(config.window(2)).isEqualTo(64);
    assertThat(config.gateUpRows()).isEqualTo(80);
    assertThat(config.qkvRows()).isEqualTo(48);
  }

  @Test
  public void withContext_narrowerThanAWindow_seesTheWholeContext() {
    DecoderConfig config = DecoderConfigs.single("window 64");
    assertThat(config.window(0)).isEqualTo(64);
    assertThat(config.withContext(50).window(0)).isEqualTo(50);
    assertThat(config.withContext(50).toBuilder().context(90).build()).isEqualTo(config);
  }

  @Test
  public void inFileOrder_eachOption_listsItsTensorsOnce() {
    DecoderConfig all =
        DecoderConfigs.plain()
            .layers(1)
            .norms(new Norms(NormKind.LAYER, 1e-5f, true, true))
            .biases(Biases.ALL)
            .embeddings(new Embeddings(false, 1, true))
            .build();
    List<String> names = new ArrayList<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(all)) {
      names.add(spec.name().replace("layers.0.", "") + " " + spec.rows() + "x" + spec.columns());
    }
    assertThat(names)
        .containsExactly(
            "embedding 61x20",
            "position_embedding 90x20",
            "attention_norm 1x20",
            "attention_norm_bias 1x20",
            "qkv 48x20",
            "qkv_bias 1x48",
            "query_norm 1x6",
            "key_norm 1x6",
            "attention_output 20x24",
            "attention_output_bias 1x20",
            "attention_post_norm 1x20",
            "attention_post_norm_bias 1x20",
            "feed_forward_norm 1x20",
            "feed_forward_norm_bias 1x20",
            "gate_up 56x20",
            "gate_up_bias 1x56",
            "down 20x28",
            "down_bias 1x20",
            "feed_forward_post_norm 1x20",
            "feed_forward_post_norm_bias 1x20",
            "final_norm 1x20",
            "final_norm_bias 1x20",
            "unembedding 61x20");
  }

  @Test
  public void build_impossible_isRefused() {
    assertThatThrownBy(() -> DecoderConfigs.plain().heads(5, 2).build())
        .hasMessage("expected query heads to be a multiple of kv heads but found 5 and 2");
    assertThatThrownBy(() -> DecoderConfigs.plain().layers(1 << 30).build())
        .hasMessage("expected a layers of at most 1024 but found 1073741824");
    assertThatThrownBy(() -> DecoderConfigs.single("window 7").toBuilder().layers(9).build())
        .hasMessage("expected the kinds of 9 layers but found 3");
    assertThatThrownBy(() -> DecoderConfigs.single("plain").toBuilder().headSize(4).build())
        .hasMessageContaining("at most 4 rotary dimensions");
  }

  @Test
  public void weights_missingShortOrForeign_areRefused() {
    DecoderConfig config = DecoderConfigs.plain().layers(1).build();
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      tensors.put(spec.name(), new float[(int) spec.size()]);
    }
    DecoderWeights weights = new DecoderWeights(config, tensors);
    assertThatThrownBy(() -> weights.tensor("layers.0.qkv_bias"))
        .hasMessage("expected one of 9 tensors but found layers.0.qkv_bias");
    tensors.put("layers.0.qkv_bias", new float[48]);
    assertThatThrownBy(() -> new DecoderWeights(config, tensors))
        .hasMessage("expected 9 tensors but found 10");
    tensors.put(TensorName.FINAL_NORM, new float[19]);
    assertThatThrownBy(() -> new DecoderWeights(config, tensors))
        .hasMessage("expected 20 floats of final_norm but found 19");
  }
}
