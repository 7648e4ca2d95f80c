package dev.ember.converter.export.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import dev.ember.inference.model.Activation;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderConfigBuilder;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.FeedForwardKind;
import dev.ember.inference.model.NormKind;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.util.List;

/** The families whose checkpoints the tests write, each with a small decoder of its kind. */
public enum ModelFamily {
  LLAMA("llama"),
  MISTRAL("mistral"),
  QWEN2("qwen2"),
  QWEN3("qwen3"),
  GEMMA3("gemma3_text"),
  PHI3("phi3"),
  GPT2("gpt2");

  private static final float EPSILON = 1e-6f;
  private static final int LAYERS = 3;
  private static final int HIDDEN = 20;
  private static final int WINDOW = 9;

  /** 1/sqrt(D) is a power of two, so that folding it in and out rounds nothing. */
  private static final int HEAD = 16;

  private static final int GPT2_HIDDEN = 2 * HEAD;

  private final String modelType;

  ModelFamily(String modelType) {
    this.modelType = modelType;
  }

  /** A decoder with everything that is the family's own. */
  public DecoderConfig config() {
    Rotary rotary = Rotary.plain(HEAD, 50_000);
    DecoderConfigBuilder usual =
        DecoderConfig.llama(37, 64)
            .hidden(HIDDEN)
            .layers(LAYERS)
            .heads(4, 2)
            .headSize(HEAD)
            .feedForward(28)
            .norms(Norms.rms(EPSILON))
            .tied(false)
            .attention(AttentionLayout.uniform(LAYERS, AttentionKind.FULL, rotary));
    return switch (this) {
      case LLAMA -> usual.biases(new Biases(true, true, true)).build();
      case MISTRAL -> usual.attention(AttentionLayout.uniform(LAYERS, WINDOW, rotary)).build();
      case QWEN2 -> usual.biases(new Biases(true, false, false)).tied(true).build();
      case QWEN3 -> usual.norms(new Norms(NormKind.RMS, EPSILON, true, false)).build();
      case GEMMA3 ->
          usual
              .norms(new Norms(NormKind.RMS, EPSILON, true, true))
              .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, true))
              .embeddings(new Embeddings(true, (float) Math.sqrt(HIDDEN), false))
              .attention(gemmaAttention())
              .build();
      case PHI3 ->
          usual
              .attention(
                  AttentionLayout.uniform(LAYERS, WINDOW, Rotary.plain(HEAD * 3 / 4, 50_000)))
              .build();
      case GPT2 ->
          usual
              .hidden(GPT2_HIDDEN)
              .heads(2, 2)
              .feedForward(4 * GPT2_HIDDEN)
              .norms(new Norms(NormKind.LAYER, EPSILON, false, false))
              .biases(Biases.ALL)
              .feedForwardKind(new FeedForwardKind(Activation.GELU_TANH, false))
              .embeddings(new Embeddings(true, 1, true))
              .attention(AttentionLayout.uniform(LAYERS, AttentionKind.FULL, Rotary.NONE))
              .build();
    };
  }

  /** Describes and stores a decoder as the family's checkpoints do. */
  void fill(CheckpointFolder folder, DecoderWeights weights) {
    DecoderConfig config = weights.config();
    folder.config("model_type", modelType).config("vocab_size", config.vocabulary());
    folder.config("tie_word_embeddings", config.tiedEmbeddings());
    folder.config("torch_dtype", "float32").config("bos_token_id", 1).config("eos_token_id", 2);
    if (this == GPT2) {
      describeGpt2(folder, config);
    } else {
      describeUsual(folder, config);
    }
    StoredWeights.store(this, folder, weights);
  }

  private static void describeGpt2(CheckpointFolder folder, DecoderConfig config) {
    folder.config("n_positions", config.context()).config("n_embd", config.hidden());
    folder.config("n_layer", config.layers()).config("n_head", config.heads());
    folder.config("n_inner", JsonNull.INSTANCE).config("activation_function", "gelu_new");
    folder.config("layer_norm_epsilon", config.norms().epsilon());
  }

  private void describeUsual(CheckpointFolder folder, DecoderConfig config) {
    folder.config("max_position_embeddings", config.context());
    folder.config("hidden_size", config.hidden());
    folder.config("intermediate_size", config.feedForward());
    folder.config("num_hidden_layers", config.layers());
    folder.config("num_attention_heads", config.heads());
    folder.config("num_key_value_heads", config.kvHeads()).config("head_dim", config.headSize());
    folder.config("rms_norm_eps", config.norms().epsilon());
    folder.config(
        "rope_theta",
        config.attention().rotary(LAYERS - 1 < config.layers() ? LAYERS - 1 : 0).theta());
    folder.config("rope_scaling", JsonNull.INSTANCE);
    switch (this) {
      case LLAMA -> {
        folder.config("hidden_act", "silu").config("mlp_bias", config.biases().feedForward());
        folder.config("attention_bias", config.biases().attentionOutput());
      }
      case MISTRAL -> folder.config("sliding_window", WINDOW);
      case PHI3 -> folder.config("sliding_window", WINDOW).config("partial_rotary_factor", 0.75);
      case GEMMA3 -> describeGemma(folder);
      case QWEN2, QWEN3 -> folder.config("sliding_window", WINDOW); // without its switch
      case GPT2 -> throw new AssertionError("has keys of its own");
    }
  }

  private static void describeGemma(CheckpointFolder folder) {
    folder.config("hidden_activation", "gelu_pytorch_tanh").config("query_pre_attn_scalar", HEAD);
    folder.config("rope_local_base_freq", 10_000).config("sliding_window", WINDOW);
    JsonArray types = new JsonArray();
    for (int i = 0; i < LAYERS; i++) {
      types.add(i == LAYERS - 1 ? "full_attention" : "sliding_attention");
    }
    folder.config("layer_types", types);
  }

  private static AttentionLayout gemmaAttention() {
    return new AttentionLayout(
        List.of(Rotary.plain(HEAD, 50_000), Rotary.plain(HEAD, 10_000)),
        List.of(new AttentionKind(AttentionKind.FULL, 0), new AttentionKind(WINDOW, 1)),
        List.of(1, 1, 0));
  }
}
