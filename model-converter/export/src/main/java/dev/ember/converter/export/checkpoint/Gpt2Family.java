package dev.ember.converter.export.checkpoint;

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
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.util.Set;

/**
 * GPT-2 and DistilGPT-2: learned positions, LayerNorm, GELU, a bias everywhere. Weights are stored
 * {@code [in, out]}; files on the hub lack the prefix, and their {@code attn.bias} is a mask.
 */
final class Gpt2Family implements Family {
  private static final String PREFIX = "transformer.";

  /** Radford et al. 2019: what {@code n_inner} null stands for. */
  private static final int USUAL_WIDENING = 4;

  private static final String MASKS = "(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)";
  private static final String COPY_OF_EMBEDDING = "|lm_head\\.weight";

  @Override
  public String modelType() {
    return "gpt2";
  }

  @Override
  public String architecture() {
    return "GPT2LMHeadModel";
  }

  @Override
  public Blueprint read(ConfigFile config) throws IOException {
    config.expect("activation_function", "gelu_new", "gelu_pytorch_tanh");
    int hidden = config.size("n_embd", ConfigLimits.WIDTH);
    int heads = config.size("n_head", ConfigLimits.HEADS);
    int layers = config.size("n_layer", DecoderConfig.MAX_LAYERS);
    if (hidden % heads != 0) {
      throw config.refusal("n_head", "a divisor of n_embd, " + hidden + ",");
    }
    DecoderConfig decoder =
        DecoderConfig.llama(
                config.size("vocab_size", ConfigLimits.VOCABULARY),
                config.size("n_positions", ConfigLimits.CONTEXT))
            .hidden(hidden)
            .layers(layers)
            .heads(heads, heads)
            .headSize(hidden / heads)
            .feedForward(config.sizeOr("n_inner", USUAL_WIDENING * hidden, ConfigLimits.WIDTH))
            .norms(new Norms(NormKind.LAYER, config.float32("layer_norm_epsilon"), false, false))
            .biases(Biases.ALL)
            .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, false))
            .embeddings(new Embeddings(config.flag("tie_word_embeddings", true), 1, true))
            .attention(AttentionLayout.uniform(layers, AttentionKind.FULL, Rotary.NONE))
            .build();
    String ignored = decoder.tiedEmbeddings() ? MASKS + COPY_OF_EMBEDDING : MASKS;
    return new Blueprint(decoder, map(decoder, config), PREFIX, ignored);
  }

  @Override
  public Set<String> withoutEffect() {
    return Set.of(
        "attn_pdrop",
        "embd_pdrop",
        "gradient_checkpointing",
        "n_ctx", // the size of the stored masks
        "n_special", // of files from before transformers 3
        "predict_special_tokens",
        "reorder_and_upcast_attn", // the same sums in another order
        "resid_pdrop",
        "summary_activation",
        "summary_first_dropout",
        "summary_proj_to_labels",
        "summary_type",
        "summary_use_proj");
  }

  private static TensorMap map(DecoderConfig decoder, ConfigFile config) throws IOException {
    double scoreScale =
        config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(decoder.headSize()) : 1;
    boolean byDepth = config.flag("scale_attn_by_inverse_layer_idx", false);
    int e = decoder.hidden();
    TensorMap map = new TensorMap();
    StoredTensor embedding = StoredTensor.matrix(PREFIX + "wte.weight", decoder.vocabulary(), e);
    StoredTensor unembedding = StoredTensor.matrix("lm_head.weight", decoder.vocabulary(), e);
    map.put(TensorName.EMBEDDING, embedding.whole());
    map.put(TensorName.UNEMBEDDING, (decoder.tiedEmbeddings() ? embedding : unembedding).whole());
    map.put(
        TensorName.POSITION_EMBEDDING,
        StoredTensor.matrix(PREFIX + "wpe.weight", decoder.context(), e).whole());
    putNorm(map, TensorName.FINAL_NORM, PREFIX + "ln_f", e);
    for (int i = 0; i < decoder.layers(); i++) {
      putLayer(map, i, decoder, (float) (byDepth ? scoreScale / (i + 1) : scoreScale));
    }
    return map;
  }

  private static void putLayer(TensorMap map, int i, DecoderConfig decoder, float scoreScale) {
    String layer = PREFIX + "h." + i + ".";
    int e = decoder.hidden();
    int f = decoder.feedForward();
    putNorm(map, TensorName.attentionNorm(i), layer + "ln_1", e);
    putNorm(map, TensorName.feedForwardNorm(i), layer + "ln_2", e);
    StoredTensor qkv = StoredTensor.transposed(layer + "attn.c_attn.weight", 3 * e, e);
    StoredTensor qkvBias = StoredTensor.vector(layer + "attn.c_attn.bias", 3 * e);
    map.put(TensorName.qkv(i), qkv.rows(0, e).times(scoreScale), qkv.rows(e, 2 * e));
    map.put(
        TensorName.bias(TensorName.qkv(i)),
        qkvBias.rows(0, e).times(scoreScale),
        qkvBias.rows(e, 2 * e));
    putLinear(map, TensorName.attentionOutput(i), layer + "attn.c_proj", e, e);
    putLinear(map, TensorName.gateUp(i), layer + "mlp.c_fc", f, e);
    putLinear(map, TensorName.down(i), layer + "mlp.c_proj", e, f);
  }

  private static void putLinear(
      TensorMap map, String canonical, String name, int rows, int columns) {
    map.put(canonical, StoredTensor.transposed(name + ".weight", rows, columns).whole());
    map.put(TensorName.bias(canonical), StoredTensor.vector(name + ".bias", rows).whole());
  }

  private static void putNorm(TensorMap map, String canonical, String name, int length) {
    map.put(canonical, StoredTensor.vector(name + ".weight", length).whole());
    map.put(TensorName.bias(canonical), StoredTensor.vector(name + ".bias", length).whole());
  }
}
