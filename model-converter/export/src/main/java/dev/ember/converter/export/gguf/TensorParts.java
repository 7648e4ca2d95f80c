package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each canonical tensor is stored. All families have the same names in GGUF; what a file
 * fuses, and how it orders the rows of queries and keys, is all that differs.
 *
 * <p>Source: {@code TENSOR_NAMES} of gguf-py's {@code constants.py}.
 */
final class TensorParts {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final String EMBEDDING = "token_embd";
  static final String UNEMBEDDING = "output";

  private final GgufFile file;
  private final DecoderConfig config;
  private final float queryScale; // of the rows that make queries
  private final float queryNormScale; // of the gain behind them, which would undo the other
  private final @Nullable HeadOrder order;
  private final Map<String, List<Part>> parts = new HashMap<>(); // by canonical name

  /**
   * @param scoreScale what scores are multiplied by, folded into the queries
   * @param order of the rows of queries and keys; null if it is ours
   */
  TensorParts(GgufFile file, DecoderConfig config, float scoreScale, @Nullable HeadOrder order) {
    this.file = file;
    this.config = config;
    boolean normed = config.norms().heads();
    this.queryScale = normed ? 1 : scoreScale;
    this.queryNormScale = normed ? scoreScale : 1;
    this.order = order;
    int vocabulary = config.vocabulary();
    whole(TensorName.EMBEDDING, EMBEDDING, vocabulary);
    whole(TensorName.UNEMBEDDING, config.tiedEmbeddings() ? EMBEDDING : UNEMBEDDING, vocabulary);
    whole(TensorName.POSITION_EMBEDDING, "position_embd", config.context());
    norm(TensorName.FINAL_NORM, "output_norm", config.hidden());
    for (int i = 0; i < config.layers(); i++) {
      layer(i, "blk." + i + ".");
    }
  }

  /** The name in GGUF of the table that is in every model. */
  static String embedding() {
    return EMBEDDING + WEIGHT;
  }

  /** The name in GGUF of the table that untied models have. */
  static String unembedding() {
    return UNEMBEDDING + WEIGHT;
  }

  /**
   * The parts of a canonical tensor, in their order.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  List<Part> of(String canonical) {
    List<Part> found = parts.get(canonical);
    if (found == null) {
      throw new IllegalArgumentException("expected a canonical tensor but found " + canonical);
    }
    return found;
  }

  private void layer(int i, String block) {
    int hidden = config.hidden();
    norm(TensorName.attentionNorm(i), block + "attn_norm", hidden);
    parts.put(
        TensorName.queryNorm(i),
        List.of(
            new Part(block + "attn_q_norm" + WEIGHT, 0, config.headSize(), queryNormScale, null)));
    norm(TensorName.keyNorm(i), block + "attn_k_norm", config.headSize());
    norm(TensorName.attentionPostNorm(i), block + "post_attention_norm", hidden);
    norm(TensorName.feedForwardNorm(i), block + "ffn_norm", hidden);
    norm(TensorName.feedForwardPostNorm(i), block + "post_ffw_norm", hidden);
    parts.put(TensorName.qkv(i), qkv(block, WEIGHT));
    parts.put(TensorName.bias(TensorName.qkv(i)), qkv(block, BIAS));
    linear(TensorName.attentionOutput(i), block + "attn_output", hidden);
    parts.put(TensorName.gateUp(i), gateUp(block, WEIGHT));
    parts.put(TensorName.bias(TensorName.gateUp(i)), gateUp(block, BIAS));
    linear(TensorName.down(i), block + "ffn_down", hidden);
  }

  /** One fused tensor, rows in the order q, k, v; or three. */
  private List<Part> qkv(String block, String suffix) {
    int q = config.attentionSize();
    int kv = config.kvSize();
    String fused = block + "attn_qkv" + suffix;
    if (file.contains(fused)) {
      return List.of(
          new Part(fused, 0, q, queryScale, order),
          new Part(fused, q, kv, 1, order),
          new Part(fused, q + kv, kv, 1, null));
    }
    return List.of(
        new Part(block + "attn_q" + suffix, 0, q, queryScale, order),
        new Part(block + "attn_k" + suffix, 0, kv, 1, order),
        Part.whole(block + "attn_v" + suffix, kv));
  }

  /** One tensor, fused as gate, up where the block is gated; or two. */
  private List<Part> gateUp(String block, String suffix) {
    String up = block + "ffn_up" + suffix;
    if (!config.feedForwardKind().gated() || !file.contains(block + "ffn_gate" + WEIGHT)) {
      return List.of(Part.whole(up, config.gateUpRows()));
    }
    int rows = config.feedForward();
    return List.of(Part.whole(block + "ffn_gate" + suffix, rows), Part.whole(up, rows));
  }

  private void norm(String canonical, String name, int length) {
    linear(canonical, name, length);
  }

  private void linear(String canonical, String name, int rows) {
    whole(canonical, name, rows);
    parts.put(TensorName.bias(canonical), List.of(Part.whole(name + BIAS, rows)));
  }

  private void whole(String canonical, String name, int rows) {
    parts.put(canonical, List.of(Part.whole(name + WEIGHT, rows)));
  }
}
