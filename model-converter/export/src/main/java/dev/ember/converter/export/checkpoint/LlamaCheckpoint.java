package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsTensor;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@code LlamaForCausalLM} as Hugging Face stores it, {@code config.json} and {@code
 * model.safetensors}, read as canonical weights: projections fused, {@code 1/sqrt(D)} folded into
 * the queries. Rotary pairs are {@code (i, i + D/2)} there as here.
 *
 * <p>Opening checks that every tensor is there in the shape that the configuration asks for, and
 * that there is none whose meaning is unknown. Values are read, and checked to be finite, as they
 * are asked for.
 */
public final class LlamaCheckpoint implements WeightSource, AutoCloseable {
  private static final String WEIGHTS = "model.safetensors";
  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String UNEMBEDDING = "lm_head.weight";

  /** Frequencies that old converters stored; the configuration gives them anyway. */
  private static final String STRAY_FREQUENCIES = "rotary_emb.inv_freq";

  /** A tensor of the file as some rows of a canonical one. */
  private record Part(String tensor, int rows, float scale) {}

  private final DecoderConfig config;
  private final SafetensorsFile file;
  private final Map<String, List<Part>> parts = new HashMap<>(); // by canonical name

  private LlamaCheckpoint(DecoderConfig config, SafetensorsFile file) {
    this.config = config;
    this.file = file;
    mapTensors();
  }

  /**
   * Opens a folder; the caller closes the checkpoint.
   *
   * @throws dev.ember.inference.checkpoint.CheckpointFormatException if the weights are not a
   *     safetensors file
   * @throws UnsupportedCheckpointException if a tensor is missing, unknown or of another shape, or
   *     the configuration asks for mathematics that Ember does not do
   */
  public static LlamaCheckpoint open(Path folder) throws IOException {
    return open(folder, WEIGHTS);
  }

  /** Opens a folder whose weights have a name of their own. */
  static LlamaCheckpoint open(Path folder, String weights) throws IOException {
    DecoderConfig config = LlamaConfig.parse(TextFile.read(folder, LlamaConfig.FILE));
    if (!TextFile.exists(folder, weights)) {
      throw new UnsupportedCheckpointException(
          folder.toString(), weights, "a file of this name", "none");
    }
    LlamaCheckpoint checkpoint =
        new LlamaCheckpoint(config, SafetensorsFile.open(folder.resolve(weights)));
    boolean good = false;
    try {
      checkpoint.requireTensors();
      good = true;
    } finally {
      if (!good) {
        checkpoint.close();
      }
    }
    return checkpoint;
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
    int partStart = 0;
    for (Part part : parts(tensor)) {
      int from = Math.max(firstRow, partStart);
      int to = Math.min(firstRow + count, partStart + part.rows);
      if (from < to) {
        int offset = (from - firstRow) * tensor.columns();
        int values = (to - from) * tensor.columns();
        long first = (long) (from - partStart) * tensor.columns();
        file.read(file.tensor(part.tensor), first, into, offset, values);
        scale(part, first, into, offset, values);
      }
      partStart += part.rows;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void mapTensors() {
    float queryScale = (float) (1 / Math.sqrt(config.headSize()));
    int f = config.feedForward();
    int e = config.hidden();
    whole(TensorName.EMBEDDING, EMBEDDING, config.vocabulary());
    whole(
        TensorName.UNEMBEDDING,
        config.tiedEmbeddings() ? EMBEDDING : UNEMBEDDING,
        config.vocabulary());
    whole(TensorName.FINAL_NORM, "model.norm.weight", 1);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "model.layers." + i + ".";
      whole(TensorName.attentionNorm(i), layer + "input_layernorm.weight", 1);
      parts.put(
          TensorName.qkv(i),
          List.of(
              new Part(layer + "self_attn.q_proj.weight", config.attentionSize(), queryScale),
              new Part(layer + "self_attn.k_proj.weight", config.kvSize(), 1),
              new Part(layer + "self_attn.v_proj.weight", config.kvSize(), 1)));
      whole(TensorName.attentionOutput(i), layer + "self_attn.o_proj.weight", e);
      whole(TensorName.feedForwardNorm(i), layer + "post_attention_layernorm.weight", 1);
      parts.put(
          TensorName.gateUp(i),
          List.of(
              new Part(layer + "mlp.gate_proj.weight", f, 1),
              new Part(layer + "mlp.up_proj.weight", f, 1)));
      whole(TensorName.down(i), layer + "mlp.down_proj.weight", e);
    }
  }

  private void whole(String canonical, String tensor, int rows) {
    parts.put(canonical, List.of(new Part(tensor, rows, 1)));
  }

  private List<Part> parts(TensorSpec tensor) {
    List<Part> found = parts.get(tensor.name());
    if (found == null) {
      throw new IllegalArgumentException("expected a canonical tensor but found " + tensor.name());
    }
    return found;
  }

  private void requireTensors() throws IOException {
    Set<String> known = new HashSet<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      for (Part part : parts(tensor)) {
        requireShape(part, tensor);
        known.add(part.tensor);
      }
    }
    if (config.tiedEmbeddings()) {
      known.add(UNEMBEDDING); // a copy of the embedding, which the layout makes win
    }
    for (String name : file.names()) {
      if (!known.contains(name) && !name.endsWith(STRAY_FREQUENCIES)) {
        throw new UnsupportedCheckpointException(
            WEIGHTS,
            name,
            "only tensors of a plain Llama",
            "this one, which may change the result");
      }
    }
  }

  private void requireShape(Part part, TensorSpec tensor) throws IOException {
    if (!file.contains(part.tensor)) {
      throw new UnsupportedCheckpointException(WEIGHTS, part.tensor, "this tensor", "none");
    }
    SafetensorsTensor found = file.tensor(part.tensor);
    long columns = tensor.columns();
    List<Long> expected = tensor.isVector() ? List.of(columns) : List.of((long) part.rows, columns);
    if (!expected.equals(found.shape())) {
      throw new UnsupportedCheckpointException(
          WEIGHTS, part.tensor, "shape " + expected, found.shape().toString());
    }
    if (!found.type().readsAsFloat()) {
      throw new UnsupportedCheckpointException(
          WEIGHTS, part.tensor, "F32, F16 or BF16", found.type().toString());
    }
  }

  private static void scale(Part part, long first, float[] values, int offset, int count)
      throws IOException {
    for (int i = offset; i < offset + count; i++) {
      if (!Float.isFinite(values[i])) {
        throw new UnsupportedCheckpointException(
            WEIGHTS,
            part.tensor + "[" + (first + i - offset) + "]",
            "a finite number",
            Float.toString(values[i]));
      }
      values[i] *= part.scale;
    }
  }
}
