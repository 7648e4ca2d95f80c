package dev.ember.converter.export.checkpoint;

import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.List;

/**
 * What Ember's own trainer writes where no family of transformers has the mixture of options: every
 * option of {@link DecoderConfig} by name, and the canonical tensors as they are.
 */
final class EmberFamily implements Family {

  @Override
  public String modelType() {
    return "ember";
  }

  @Override
  public String architecture() {
    return "EmberForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    int hidden = config.size("hidden_size", ConfigLimits.WIDTH);
    int heads = config.size("num_attention_heads", ConfigLimits.HEADS);
    config.expect("norm", "rms", "layer");
    config.expect("activation", "silu", "gelu_tanh");
    NormKind norm = config.string("norm").equals("rms") ? NormKind.RMS : NormKind.LAYER;
    Activation activation =
        config.string("activation").equals("silu") ? Activation.SILU : Activation.GELU_TANH;
    DecoderConfig decoder =
        DecoderConfig.llama(
                config.size("vocab_size", ConfigLimits.VOCABULARY),
                config.size("max_position_embeddings", ConfigLimits.CONTEXT))
            .hidden(hidden)
            .layers(config.size("num_hidden_layers", DecoderConfig.MAX_LAYERS))
            .heads(heads, config.size("num_key_value_heads", ConfigLimits.HEADS))
            .headSize(config.size("head_dim", ConfigLimits.WIDTH))
            .feedForward(config.size("intermediate_size", ConfigLimits.WIDTH))
            .norms(
                new Norms(
                    norm,
                    config.float32("norm_epsilon"),
                    config.flag("head_norms", false),
                    config.flag("post_norms", false)))
            .biases(
                new Biases(
                    config.flag("qkv_bias", false),
                    config.flag("attention_output_bias", false),
                    config.flag("feed_forward_bias", false)))
            .feedForwardKind(new FeedForwardKind(activation, config.flag("gated", false)))
            .embeddings(
                new Embeddings(
                    config.flag("tie_word_embeddings", false),
                    config.float32("embedding_scale"),
                    config.flag("learned_positions", false)))
            .attention(attention(config))
            .build();
    return new Blueprint(decoder, map(decoder), "", "");
  }

  private static AttentionLayout attention(ConfigFile config) throws IOException {
    List<Rotary> rotaries = config.objects("rotaries", EmberFamily::rotary);
    List<AttentionKind> kinds =
        config.objects(
            "attention_kinds",
            kind -> new AttentionKind(kind.int32("window"), kind.int32("rotary")));
    return new AttentionLayout(rotaries, kinds, config.int32s("kind_of_layer"));
  }

  private static Rotary rotary(JsonFields fields) throws IOException {
    return new Rotary(
        fields.int32("dimensions"),
        fields.float64("theta"),
        fields.float64s("factors"),
        fields.float64s("long_factors"),
        fields.int32("long_from"),
        fields.float64("attention_factor"));
  }

  private static TensorMap map(DecoderConfig decoder) {
    TensorMap map = new TensorMap();
    for (TensorSpec spec : TensorSpec.inFileOrder(decoder)) {
      StoredTensor stored =
          spec.isVector()
              ? StoredTensor.vector(spec.name(), spec.columns())
              : StoredTensor.matrix(spec.name(), spec.rows(), spec.columns());
      map.put(spec.name(), stored.whole());
    }
    return map;
  }
}
