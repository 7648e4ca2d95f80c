package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.AttentionLayout;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderConfigBuilder;
import dev.ember.inference.model.Norms;
import dev.ember.inference.model.Rotary;
import java.io.IOException;
import java.util.Set;

/**
 * What the metadata says of the mathematics, under keys that begin with the architecture's name,
 * and what only the tensors say: biases, and whether the embedding is the unembedding.
 *
 * <p>Source: {@code Keys} of gguf-py's {@code constants.py}; defaults of {@code
 * llama_model::load_hparams}.
 */
final class GgufFacts {
  /** Wider or longer than any model by far: what is larger is a damaged file. */
  private static final int MAX_SIZE = 1 << 24;

  private static final int MAX_HEADS = 1 << 12;
  private static final int MAX_HEAD_SIZE = 1 << 16;

  private final GgufFile file;
  private final GgufMetadata metadata;
  private final String prefix;

  GgufFacts(GgufFile file, String architecture) {
    this.file = file;
    this.metadata = file.metadata();
    this.prefix = architecture + ".";
  }

  GgufFile file() {
    return file;
  }

  boolean has(String key) {
    return metadata.has(prefix + key);
  }

  /** A positive number, or one for each layer if they are all the same. */
  int size(String key, int most) throws IOException {
    long found = metadata.isArray(prefix + key) ? uniform(key) : metadata.integer(prefix + key);
    if (found < 1 || found > most) {
      throw metadata.wrong(prefix + key, "a number from 1 to " + most, Long.toString(found));
    }
    return (int) found;
  }

  int sizeOr(String key, int absent, int most) throws IOException {
    return has(key) ? size(key, most) : absent;
  }

  /** A number that may be 0, which stands for none. */
  int sizeOrNone(String key) throws IOException {
    return has(key) && metadata.integer(prefix + key) == 0 ? 0 : sizeOr(key, 0, Integer.MAX_VALUE);
  }

  double number(String key) throws IOException {
    return metadata.number(prefix + key);
  }

  double numberOr(String key, double absent) throws IOException {
    return has(key) ? number(key) : absent;
  }

  String stringOr(String key, String absent) throws IOException {
    return has(key) ? metadata.string(prefix + key) : absent;
  }

  boolean isArray(String key) {
    return metadata.isArray(prefix + key);
  }

  long[] integers(String key) throws IOException {
    return metadata.integers(prefix + key);
  }

  int context() throws IOException {
    return size("context_length", MAX_SIZE);
  }

  int hidden() throws IOException {
    return size("embedding_length", MAX_SIZE);
  }

  int layers() throws IOException {
    return size("block_count", DecoderConfig.MAX_LAYERS);
  }

  int heads() throws IOException {
    return size("attention.head_count", MAX_HEADS);
  }

  /** D, which need not be E / H. */
  int headSize() throws IOException {
    int headSize = sizeOr("attention.key_length", hidden() / heads(), MAX_HEAD_SIZE);
    int values = sizeOr("attention.value_length", headSize, MAX_HEAD_SIZE);
    if (values != headSize) {
      throw refusal(
          "attention.value_length", "the length of keys, " + headSize, Integer.toString(values));
    }
    if (headSize > MAX_HEAD_SIZE || (long) headSize * heads() > MAX_SIZE) {
      throw refusal(
          "attention.key_length",
          "at most " + MAX_HEAD_SIZE + ", and " + MAX_SIZE + " in all heads",
          headSize + " in each of " + heads());
    }
    return headSize;
  }

  /** All sizes, the norms' epsilon, biases and tying; the layout of attention is to be set. */
  DecoderConfigBuilder builder() throws IOException {
    int heads = heads();
    return DecoderConfig.llama(vocabulary(), context())
        .hidden(hidden())
        .layers(layers())
        .heads(heads, sizeOr("attention.head_count_kv", heads, MAX_HEADS))
        .headSize(headSize())
        .feedForward(size("feed_forward_length", MAX_SIZE))
        .tied(!file.contains(TensorParts.unembedding()))
        .biases(biases());
  }

  /** RMSNorm before each block. */
  Norms rmsNorms() throws IOException {
    return Norms.rms((float) number("attention.layer_norm_rms_epsilon"));
  }

  /** Every layer alike: with the window of the file if it has one. */
  AttentionLayout uniform(Rotary rotary) throws IOException {
    int window = sizeOrNone("attention.sliding_window");
    return AttentionLayout.uniform(layers(), window == 0 ? AttentionKind.FULL : window, rotary);
  }

  /** What scores are multiplied by where the file does not say: 1/sqrt(D). */
  float queryScale() throws IOException {
    double given = numberOr("attention.scale", 0);
    return (float) (given == 0 ? 1 / Math.sqrt(headSize()) : given);
  }

  /**
   * Refuses a value that changes the mathematics.
   *
   * @param neutral values that do not
   */
  void expect(String key, double... neutral) throws IOException {
    if (!has(key)) {
      return;
    }
    String text = metadata.text(prefix + key);
    for (double value : neutral) {
      if (text.equals(Long.toString((long) value)) || text.equals(Float.toString((float) value))) {
        return;
      }
    }
    throw refusal(key, "it absent or " + neutral[0], text);
  }

  /** Refuses a flag that is off. */
  void expectTrue(String key) throws IOException {
    if (has(key) && !metadata.bool(prefix + key)) {
      throw refusal(key, "it absent or true", "false");
    }
  }

  /** Refuses what nobody has asked for. */
  void end(Set<String> withoutEffect) throws IOException {
    for (String key : metadata.unasked(prefix)) {
      if (!withoutEffect.contains(key.substring(prefix.length()))) {
        throw refusal(
            key.substring(prefix.length()),
            "only keys of this architecture",
            metadata.text(key) + ", which may change the result");
      }
    }
  }

  UnsupportedCheckpointException refusal(String key, String expected, String found) {
    return new UnsupportedCheckpointException(
        file.path().toString(), "key " + prefix + key, expected, found);
  }

  private int vocabulary() throws IOException {
    GgufTensor table = file.tensor(TensorParts.embedding());
    if (table.rows() > MAX_SIZE) {
      throw file.wrong(table, "at most " + MAX_SIZE + " rows", Long.toString(table.rows()));
    }
    return (int) table.rows();
  }

  /** llama.cpp adds a bias where there is one. */
  private Biases biases() {
    String block = "blk.0.";
    return new Biases(
        file.contains(block + "attn_q.bias") || file.contains(block + "attn_qkv.bias"),
        file.contains(block + "attn_output.bias"),
        file.contains(block + "ffn_down.bias"));
  }

  private long uniform(String key) throws IOException {
    long[] values = integers(key);
    if (values.length == 0) {
      throw metadata.wrong(prefix + key, "a number for each layer", "none");
    }
    for (long value : values) {
      if (value != values[0]) {
        throw refusal(key, "the same in all layers", values[0] + " and " + value);
      }
    }
    return values[0];
  }
}
