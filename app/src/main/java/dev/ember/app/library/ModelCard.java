package dev.ember.app.library;

import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;

/**
 * What the app knows of a model without opening it.
 *
 * @param id {@link ModelLibrary#BUILT_IN}, or the first digits of the hash
 * @param name for people
 * @param bytes of the file
 * @param sha256 of the file, 64 lower-case hex digits; empty for the built-in one, which came with
 *     the signed app
 * @param architecture such as {@code "llama"}
 * @param quantization such as {@code "int8-per-channel"}
 * @param parameters weights in all
 * @param window the most tokens of a chat that it sees
 * @param memoryBytes when loaded with a full window, as its maker estimated
 * @param licence as its maker states it; empty if not stated
 * @param origin the name of the file or the address that it came from; empty for the built-in one
 * @param originSha256 of the file that was downloaded, in whatever format it came; empty if it was
 *     not, or on a card that was written before that was on it
 * @param addedMs since the epoch
 */
public record ModelCard(
    String id,
    String name,
    long bytes,
    String sha256,
    String architecture,
    String quantization,
    Shape shape,
    long parameters,
    int window,
    long memoryBytes,
    String licence,
    String origin,
    String originSha256,
    long addedMs) {

  /**
   * The dimensions that a reader may want to see.
   *
   * @param tokenBytes what the cache takes for each token of the window; 0 on a card that was
   *     written before that was on it
   */
  public record Shape(int layers, int width, int heads, int sharedHeads, long tokenBytes) {

    static Shape of(DecoderConfig config) {
      return new Shape(
          config.layers(),
          config.hidden(),
          config.heads(),
          config.kvHeads(),
          config.cacheBytesPerToken());
    }
  }

  /**
   * What a loaded model takes, in bytes: the sum is what its maker estimated, less the cache that a
   * smaller window saves.
   */
  public record Memory(long weights, long chat, long work) {
    public long sum() {
      return weights + chat + work;
    }
  }

  /** With a window of so many tokens. */
  public Memory memory(int windowTokens) {
    long fullChat = shape.tokenBytes() * window;
    long work = Math.max(0, memoryBytes - bytes - fullChat);
    return new Memory(bytes, shape.tokenBytes() * windowTokens, work);
  }

  /** Hex digits of the hash that name a model here: 64 bits, no accident makes two alike. */
  private static final int ID_DIGITS = 16;

  /** The card of a bundle. */
  public static ModelCard of(Manifest manifest, long bytes, String sha256, Arrival arrival) {
    DecoderConfig config = manifest.config();
    return new ModelCard(
        sha256.isEmpty() ? ModelLibrary.BUILT_IN : sha256.substring(0, ID_DIGITS),
        manifest.name(),
        bytes,
        sha256,
        manifest.architecture(),
        manifest.quantization(),
        Shape.of(config),
        parameters(manifest),
        config.context(),
        manifest.memoryBytes(),
        manifest.provenance().getOrDefault("licence", ""),
        arrival.origin(),
        arrival.sha256(),
        arrival.ms());
  }

  /**
   * Where a model came from, and when.
   *
   * @param sha256 of the file that was downloaded; empty if none was
   */
  public record Arrival(String origin, String sha256, long ms) {}

  private static long parameters(Manifest manifest) {
    long sum = 0;
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      sum += (long) tensor.rows() * tensor.columns();
    }
    return sum;
  }

  public boolean builtIn() {
    return id.equals(ModelLibrary.BUILT_IN);
  }
}
