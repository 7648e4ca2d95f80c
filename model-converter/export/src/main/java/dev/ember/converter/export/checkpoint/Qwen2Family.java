package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;

/** Qwen2 and Qwen2.5: queries, keys and values have biases, which no key says. */
final class Qwen2Family implements Family {

  @Override
  public String modelType() {
    return "qwen2";
  }

  @Override
  public String architecture() {
    return "Qwen2ForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_act", "silu");
    config.expectOff("use_mrope");
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig decoder =
        keys.builder(false)
            .biases(new Biases(true, false, false))
            .attention(QwenLayers.read(config, keys))
            .build();
    return Blueprint.of(decoder, new LlamaNames(decoder).map());
  }
}
