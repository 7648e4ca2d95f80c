package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Set;

/** Llama 2 and 3, TinyLlama, SmolLM and SmolLM2: the usual form. */
final class LlamaFamily implements Family {

  @Override
  public String modelType() {
    return "llama";
  }

  @Override
  public String architecture() {
    return "LlamaForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_act", "silu");
    config.expect("pretraining_tp", 1);
    config.expectOff("rope_interleaved");
    boolean attention = config.flag("attention_bias", false);
    boolean feedForward = config.flag("mlp_bias", false);
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig decoder =
        keys.builder(false)
            .biases(new Biases(attention, attention, feedForward))
            .attention(keys.full(keys.rotary()))
            .build();
    return Blueprint.of(decoder, new LlamaNames(decoder).map());
  }

  @Override
  public Set<String> withoutEffect() {
    return Set.of("is_llama_config"); // in SmolLM's files
  }
}
