package dev.ember.converter.export.checkpoint;

import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemma 3, the text-only sizes: norms before and behind each block, all of them zero-centred; heads
 * of queries and keys normed; gated GELU; scaled embeddings; five layers with a window for each
 * that sees everything, with a theta of their own and without rope's scaling.
 */
final class Gemma3Family implements Family {
  /** Of transformers, where the file says neither which layers slide nor how many do. */
  private static final int USUAL_PATTERN = 6;

  private static final String PARAMETERS = "rope_parameters";
  private static final List<String> PATTERN_KEYS =
      List.of("sliding_window_pattern", "_sliding_window_pattern");

  @Override
  public String modelType() {
    return "gemma3_text";
  }

  @Override
  public String architecture() {
    return "Gemma3ForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_activation", "gelu_pytorch_tanh");
    config.expectOff(
        "attn_logit_softcapping", "final_logit_softcapping", "use_bidirectional_attention");
    for (String required : List.of("head_dim", "query_pre_attn_scalar")) {
      if (!config.has(required)) {
        throw config.refusal(required, "it, for transformers' default fits one size only,");
      }
    }
    boolean biased = config.flag("attention_bias", false);
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig usual = keys.builder(true).build();
    float embeddingScale = (float) Math.sqrt(usual.hidden());
    DecoderConfig decoder =
        usual.toBuilder()
            .norms(new Norms(NormKind.RMS, usual.norms().epsilon(), true, true))
            .biases(new Biases(biased, biased, false))
            .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, true))
            .embeddings(new Embeddings(usual.tiedEmbeddings(), embeddingScale, false))
            .attention(attention(config, keys))
            .build();
    float scoreScale = (float) (1 / Math.sqrt(config.float32("query_pre_attn_scalar")));
    return Blueprint.of(
        decoder, new LlamaNames(decoder).scoreScale(scoreScale).zeroCentredNorms().map());
  }

  private static AttentionLayout attention(ConfigFile config, LlamaKeys keys) throws IOException {
    List<Boolean> sliding = sliding(config, keys);
    if (config.has(PARAMETERS)) {
      JsonFields byLayerType = config.object(PARAMETERS);
      Rotary full = keys.rotaryOf(byLayerType, false);
      Rotary local = keys.rotaryOf(byLayerType, true);
      for (String other : byLayerType.unasked()) {
        throw config.refusal(
            PARAMETERS, "no type of layer beside these two, such as " + other + ",");
      }
      return keys.mixed(sliding, full, local);
    }
    RopeKeys rope = new RopeKeys(config, keys.sizeOfHead(), keys.context());
    return keys.mixed(
        sliding, rope.layout4("rope_theta", true), rope.layout4("rope_local_base_freq", false));
  }

  private static List<Boolean> sliding(ConfigFile config, LlamaKeys keys) throws IOException {
    int pattern = USUAL_PATTERN;
    for (String key : PATTERN_KEYS) {
      pattern = config.sizeOr(key, pattern, DecoderConfig.MAX_LAYERS);
    }
    List<Boolean> listed = keys.slidingLayers();
    if (listed != null) {
      return listed;
    }
    List<Boolean> sliding = new ArrayList<>();
    for (int i = 0; i < keys.layers(); i++) {
      sliding.add((i + 1) % pattern != 0);
    }
    return sliding;
  }
}
