package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself: {@code manifest.json}.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param name for people: {@code "Ember Tiny"}
 * @param architecture {@code "llama"}
 * @param config dimensions; {@code config.context} is the largest context of a signature
 * @param quantization {@code "int8-per-channel"}, {@code "float32"}, {@code "float16"}, {@code
 *     "small"} or {@code "keep"}; which tensor is stored how is said by {@code tensors}
 * @param signatures the graph's entry points
 * @param tensors where each canonical tensor lies, so that weights can be read without the graph:
 *     each of {@link dev.ember.inference.model.TensorName} once; with tied embeddings no {@code
 *     unembedding}, and {@code embedding} lies in {@code model.tflite}; else {@code embedding} lies
 *     in {@code embeddings.bin}
 * @param bosToken text of the token that opens a prompt, or empty
 * @param eosToken text of the token that ends a turn, or empty
 * @param stopTokens ids that end an answer
 * @param sampling defaults for the model
 * @param memoryBytes estimated resident bytes when loaded with a full cache
 * @param provenance free facts: trained by, data, licence, seed
 * @param entries every other entry of the bundle
 * @param measurement how near the graph is to the float model; null if nothing says
 * @param variants further graphs of the same model, for runtimes that cannot run the first
 */
public record Manifest(
    int formatVersion,
    String name,
    String architecture,
    DecoderConfig config,
    String quantization,
    List<Signature> signatures,
    List<TensorEntry> tensors,
    String bosToken,
    String eosToken,
    List<Integer> stopTokens,
    SamplingOptions sampling,
    long memoryBytes,
    Map<String, String> provenance,
    List<Entry> entries,
    @Nullable Measurement measurement,
    List<Variant> variants) {

  /** The version that this code writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 3;

  public Manifest {
    signatures = List.copyOf(signatures);
    tensors = List.copyOf(tensors);
    stopTokens = List.copyOf(stopTokens);
    provenance = Map.copyOf(provenance);
    entries = List.copyOf(entries);
    variants = List.copyOf(variants);
  }

  /** A manifest without a measurement and with one graph. */
  public Manifest(
      int formatVersion,
      String name,
      String architecture,
      DecoderConfig config,
      String quantization,
      List<Signature> signatures,
      List<TensorEntry> tensors,
      String bosToken,
      String eosToken,
      List<Integer> stopTokens,
      SamplingOptions sampling,
      long memoryBytes,
      Map<String, String> provenance,
      List<Entry> entries) {
    this(
        formatVersion,
        name,
        architecture,
        config,
        quantization,
        signatures,
        tensors,
        bosToken,
        eosToken,
        stopTokens,
        sampling,
        memoryBytes,
        provenance,
        entries,
        null,
        List.of());
  }

  /** Those that there are signatures for, ascending. */
  public NavigableSet<Integer> contexts() {
    NavigableSet<Integer> contexts = new TreeSet<>();
    for (Signature signature : signatures) {
      contexts.add(signature.context());
    }
    return contexts;
  }

  /**
   * One signature of {@code model.tflite}.
   *
   * @param name {@code "decode"} or {@code "prefill"}
   * @param tokens T, new positions of a call
   * @param context C, cached positions that it attends to
   */
  public record Signature(String name, int tokens, int context) {}

  /**
   * A weight's place.
   *
   * @param name of {@link dev.ember.inference.model.TensorName}
   * @param type of {@link TensorEncoding}
   * @param rows 1 for a vector
   * @param columns values of a row
   * @param entry {@code "model.tflite"} or {@code "embeddings.bin"}
   * @param offset of the values within the entry, a multiple of 4, row-major, little endian
   * @param scalesOffset of the scales within the entry, one float32 a row or one binary16 a block;
   *     -1 if the type has none
   * @param constantsOffset of the blocks' constants, one byte each; -1 if the type has none
   * @param constantScalesOffset of one float32 scale a row for the constants, or -1
   */
  public record TensorEntry(
      String name,
      String type,
      int rows,
      int columns,
      String entry,
      long offset,
      long scalesOffset,
      long constantsOffset,
      long constantScalesOffset) {

    /** A tensor of a type without constants. */
    public TensorEntry(
        String name,
        String type,
        int rows,
        int columns,
        String entry,
        long offset,
        long scalesOffset) {
      this(
          name,
          type,
          rows,
          columns,
          entry,
          offset,
          scalesOffset,
          TensorView.NO_SCALES,
          TensorView.NO_SCALES);
    }
  }

  /**
   * A further graph in {@code model.tflite}: the same signatures over weights that are stored in
   * another way. What both store alike, such as the tables of tokens, they share.
   *
   * @param quantization as in {@link Manifest#quantization}
   * @param offset of the graph within the entry, a multiple of 64; its own offsets count from there
   * @param memoryBytes as in {@link Manifest#memoryBytes}, of this graph alone
   * @param measurement how near it is to the float model; null if nothing says
   */
  public record Variant(
      String quantization, long offset, long memoryBytes, @Nullable Measurement measurement) {}

  /** Size and SHA-256 (64 lower-case hex digits) of an entry. */
  public record Entry(String name, long bytes, String sha256) {}
}
