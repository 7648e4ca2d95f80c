package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import java.io.IOException;

/** Qwen3: each head of queries and keys is normed before its rotation. */
final class Qwen3Family implements Family {

  @Override
  public String modelType() {
    return "qwen3";
  }

  @Override
  public String architecture() {
    return "Qwen3ForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_act", "silu");
    if (!config.has("head_dim")) {
      throw config.refusal("head_dim", "it, for transformers' default is not E / H,");
    }
    boolean biased = config.flag("attention_bias", false);
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig decoder =
        keys.builder(false)
            .norms(new Norms(NormKind.RMS, config.float32("rms_norm_eps"), true, false))
            .biases(new Biases(biased, biased, false))
            .attention(QwenLayers.read(config, keys))
            .build();
    return Blueprint.of(decoder, new LlamaNames(decoder).map());
  }
}
