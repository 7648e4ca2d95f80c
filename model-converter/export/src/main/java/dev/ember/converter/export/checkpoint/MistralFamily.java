package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;

/** Mistral 7B and its kin: Llama with a window in every layer, where one is set. */
final class MistralFamily implements Family {

  @Override
  public String modelType() {
    return "mistral";
  }

  @Override
  public String architecture() {
    return "MistralForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_act", "silu");
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig decoder = keys.builder(false).attention(keys.uniform(keys.rotary())).build();
    return Blueprint.of(decoder, new LlamaNames(decoder).map());
  }
}
