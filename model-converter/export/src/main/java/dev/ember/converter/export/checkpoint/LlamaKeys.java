package dev.ember.converter.export.checkpoint;

import dev.ember.inference.json.JsonFields;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderConfigBuilder;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that most families have from Llama. */
final class LlamaKeys {
  private static final String LAYER_TYPES = "layer_types";
  private static final String SLIDING = "sliding_attention";
  private static final String FULL = "full_attention";

  private final ConfigFile config;
  private final int context;
  private final int hidden;
  private final int layers;
  private final int heads;
  private final int headSize;

  LlamaKeys(ConfigFile config) throws IOException {
    this.config = config;
    context = config.size("max_position_embeddings", ConfigLimits.CONTEXT);
    hidden = config.size("hidden_size", ConfigLimits.WIDTH);
    layers = config.size("num_hidden_layers", DecoderConfig.MAX_LAYERS);
    heads = config.size("num_attention_heads", ConfigLimits.HEADS);
    headSize = headSize();
  }

  int context() {
    return context;
  }

  int layers() {
    return layers;
  }

  /** D: {@code head_dim}, which need not be E / H. */
  int sizeOfHead() {
    return headSize;
  }

  /**
   * All dimensions, RMSNorm, and whether the embedding is the unembedding; attention is to be set.
   *
   * @param tiedWhenAbsent the family's own default of {@code tie_word_embeddings}
   */
  DecoderConfigBuilder builder(boolean tiedWhenAbsent) throws IOException {
    return DecoderConfig.llama(config.size("vocab_size", ConfigLimits.VOCABULARY), context)
        .hidden(hidden)
        .layers(layers)
        .heads(heads, config.sizeOr("num_key_value_heads", heads, ConfigLimits.HEADS))
        .headSize(headSize)
        .feedForward(config.size("intermediate_size", ConfigLimits.WIDTH))
        .norms(Norms.rms(config.float32("rms_norm_eps")))
        .tied(config.flag("tie_word_embeddings", tiedWhenAbsent));
  }

  /** Rotary positions, which all layers share, in either layout of the file. */
  Rotary rotary() throws IOException {
    return new RopeKeys(config, headSize, context).shared();
  }

  /** Every layer sees everything. */
  AttentionLayout full(Rotary rotary) {
    return AttentionLayout.uniform(layers, AttentionKind.FULL, rotary);
  }

  /** Every layer alike: {@code sliding_window} unless it is absent or null. */
  AttentionLayout uniform(Rotary rotary) throws IOException {
    return AttentionLayout.uniform(layers, window(), rotary);
  }

  /**
   * The layers that slide have the window.
   *
   * @param full rotary positions of those that do not slide
   * @param local rotary positions of those that do
   */
  AttentionLayout mixed(List<Boolean> sliding, Rotary full, Rotary local) throws IOException {
    if (!sliding.contains(true)) {
      return full(full);
    }
    if (!config.has("sliding_window")) {
      throw config.refusal("sliding_window", "the window of the layers that slide");
    }
    boolean shared = full.equals(local);
    List<Integer> kinds = new ArrayList<>();
    for (boolean slides : sliding) {
      kinds.add(slides ? 1 : 0);
    }
    return new AttentionLayout(
        shared ? List.of(full) : List.of(full, local),
        List.of(
            new AttentionKind(AttentionKind.FULL, 0), new AttentionKind(window(), shared ? 0 : 1)),
        kinds);
  }

  /**
   * Which layers slide, if {@code layer_types} says so.
   *
   * @return null if the key is absent
   */
  @Nullable List<Boolean> slidingLayers() throws IOException {
    if (!config.has(LAYER_TYPES)) {
      return null;
    }
    List<Boolean> sliding = new ArrayList<>();
    for (String type : config.strings(LAYER_TYPES)) {
      if (!type.equals(SLIDING) && !type.equals(FULL)) {
        throw config.refusal(LAYER_TYPES, "only " + SLIDING + " and " + FULL);
      }
      sliding.add(type.equals(SLIDING));
    }
    if (sliding.size() != layers) {
      throw config.refusal(LAYER_TYPES, "one for each of " + layers + " layers");
    }
    return sliding;
  }

  /** Rotary parameters of one type of layer, where layout 5 has them apart. */
  Rotary rotaryOf(JsonFields byLayerType, boolean slides) throws IOException {
    return new RopeKeys(config, headSize, context).nested(byLayerType, slides ? SLIDING : FULL);
  }

  private int window() throws IOException {
    return config.sizeOr("sliding_window", AttentionKind.FULL, AttentionKind.FULL);
  }

  private int headSize() throws IOException {
    if (config.has("head_dim")) {
      return config.size("head_dim", ConfigLimits.WIDTH / heads);
    }
    if (hidden % heads != 0) {
      throw config.refusal("num_attention_heads", "a divisor of hidden_size, " + hidden + ",");
    }
    return hidden / heads;
  }
}
