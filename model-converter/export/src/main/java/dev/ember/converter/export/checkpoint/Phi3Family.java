package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.util.Set;

/** Phi-3, Phi-3.5 and Phi-4-mini: Llama with its projections fused in the file. */
final class Phi3Family implements Family {

  @Override
  public String modelType() {
    return "phi3";
  }

  @Override
  public String architecture() {
    return "Phi3ForCausalLM";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("hidden_act", "silu");
    config.expectOff("attention_bias", "mlp_bias", "lm_head_bias");
    config.expect("full_attn_mod", 1);
    config.expect("interpolate_factor", 1);
    config.has("original_max_position_embeddings"); // without longrope it says nothing
    LlamaKeys keys = new LlamaKeys(config);
    DecoderConfig decoder = keys.builder(false).attention(keys.uniform(keys.rotary())).build();
    LlamaNames names = new LlamaNames(decoder);
    TensorMap map = names.map();
    for (int i = 0; i < decoder.layers(); i++) {
      putFused(map, i, decoder, names.queryScale());
    }
    return Blueprint.of(decoder, map);
  }

  @Override
  public Set<String> withoutEffect() {
    return Set.of("embd_pdrop", "resid_pdrop");
  }

  /** Rows of the one are queries, keys, values; of the other gate, up. */
  private static void putFused(TensorMap map, int i, DecoderConfig decoder, float queryScale) {
    String layer = "model.layers." + i + ".";
    int q = decoder.attentionSize();
    StoredTensor qkv =
        StoredTensor.matrix(
            layer + "self_attn.qkv_proj.weight", decoder.qkvRows(), decoder.hidden());
    map.put(
        TensorName.qkv(i), qkv.rows(0, q).times(queryScale), qkv.rows(q, decoder.qkvRows() - q));
    map.put(
        TensorName.gateUp(i),
        StoredTensor.matrix(
                layer + "mlp.gate_up_proj.weight", decoder.gateUpRows(), decoder.hidden())
            .whole());
  }
}
