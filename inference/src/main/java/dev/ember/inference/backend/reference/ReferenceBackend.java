package dev.ember.inference.backend.reference;

import static dev.ember.inference.backend.Requirements.requireLogits;
import static dev.ember.inference.backend.Requirements.requireRoom;
import static dev.ember.inference.backend.Requirements.requireToken;
import static dev.ember.inference.backend.Requirements.requireTokens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorSpec;

/**
 * A decoder in plain loops: the oracle for every other backend. One weight is one float; {@code
 * ForwardPass} and {@code DecoderLayer} read from the embedding to the logits. A prompt gives the
 * same bits whether it is read token by token or in chunks.
 */
public final class ReferenceBackend implements Backend {
  private static final int PREFILL_CHUNK =
      64; // half a second of a 135M model: cancelling is prompt

  /** Rows that are read anew each time cost as much as their products: so a step is shorter. */
  private static final int STREAMED_CHUNK = 16;

  private final DecoderConfig config;
  private final Activations activations;
  private final int chunk;
  private final ForwardPass pass;
  private final int[] one = new int[1];

  public ReferenceBackend(
      DecoderWeights weights, Activations activations, LinearObserver observer) {
    config = weights.config();
    this.activations = activations;
    chunk = PREFILL_CHUNK;
    LinearInputs inputs = new LinearInputs(activations, observer);
    pass = new ForwardPass(config, new HeldTensors(weights), inputs, chunk);
  }

  private ReferenceBackend(DecoderConfig config, RowReader rows) {
    this.config = config;
    activations = Activations.FLOAT32;
    chunk = STREAMED_CHUNK;
    LinearInputs inputs = new LinearInputs(activations, LinearObserver.NONE);
    pass = new ForwardPass(config, new StreamedTensors(config, rows), inputs, chunk);
  }

  public ReferenceBackend(DecoderWeights weights, Activations activations) {
    this(weights, activations, LinearObserver.NONE);
  }

  public ReferenceBackend(DecoderWeights weights) {
    this(weights, Activations.FLOAT32);
  }

  /** Dequantizes the weights of a bundle, all of them onto the heap. */
  public ReferenceBackend(Bundle bundle) {
    this(bundle.weights());
  }

  /**
   * The same over a bundle that stays open, of whose weights a few rows are dequantized at a time,
   * each time anew: slower, and fit for a model whose weights as floats are more than the heap. It
   * gives the same bits. One thread at a time for all of its caches.
   */
  public static ReferenceBackend streaming(Bundle bundle) {
    return new ReferenceBackend(bundle.manifest().config(), RowReader.of(bundle));
  }

  /**
   * Bytes that {@link #streaming} takes at most with one cache.
   *
   * @param tokens that the cache comes to hold
   */
  public static long streamingBytes(DecoderConfig config, int tokens) {
    long columns =
        Math.max(config.hidden(), Math.max(config.attentionSize(), config.feedForward()));
    long block = Math.max(StreamedRows.BLOCK_VALUES, columns);
    long rowBytes = Short.BYTES * columns; // at most, of the row that is being dequantized
    return rowBytes + Float.BYTES * block + workingBytes(config, tokens, STREAMED_CHUNK);
  }

  /**
   * Bytes that {@link #ReferenceBackend(Bundle)} takes at most with one cache.
   *
   * @param tokens that the cache comes to hold
   */
  public static long heldBytes(DecoderConfig config, int tokens) {
    long weights = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      weights += tensor.size();
    }
    return Float.BYTES * weights + workingBytes(config, tokens, PREFILL_CHUNK);
  }

  private static long workingBytes(DecoderConfig config, int tokens, int chunk) {
    long cache = 2 * config.cacheBytesPerToken() * tokens; // doubled as it grows
    long scratch =
        5L * config.hidden() // the stream, normed, projected, transposed
            + config.qkvRows()
            + config.attentionSize()
            + config.gateUpRows()
            + 2L * config.feedForward();
    long vectors = // gains and biases
        config.layers() * (10L * config.hidden() + config.qkvRows() + config.gateUpRows());
    long once = config.kvSize() + config.context() + config.vocabulary();
    return cache + Float.BYTES * (scratch * chunk + vectors + once);
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public String description() {
    return activations == Activations.FLOAT32
        ? "reference, plain Java, float32"
        : "reference, plain Java, int8 activations";
  }

  @Override
  public int prefillChunk() {
    return chunk;
  }

  @Override
  public KvCache newCache() {
    return new ReferenceKvCache(this);
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    ReferenceKvCache own = own(cache);
    requireTokens(tokens, count, config);
    requireRoom(count, own);
    for (int done = 0; done < count; done += chunk) {
      pass.read(tokens, done, Math.min(chunk, count - done), own);
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    ReferenceKvCache own = own(cache);
    requireToken(token, config);
    requireLogits(logits, config);
    requireRoom(1, own);
    one[0] = token;
    pass.read(one, 0, 1, own);
    pass.unembed(logits);
  }

  /** Nothing to free. */
  @Override
  public void close() {}

  private ReferenceKvCache own(KvCache cache) {
    if (cache instanceof ReferenceKvCache own && own.owner() == this) {
      return own;
    }
    throw new IllegalArgumentException("expected a cache of this backend but found " + cache);
  }
}
