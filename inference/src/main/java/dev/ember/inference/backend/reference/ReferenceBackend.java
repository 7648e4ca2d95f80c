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

/**
 * A decoder in plain loops: the oracle for every other backend. One weight is one float; {@code
 * ForwardPass} and {@code DecoderLayer} read from the embedding to the logits. A prompt gives the
 * same bits whether it is read token by token or in chunks.
 */
public final class ReferenceBackend implements Backend {
  private static final int PREFILL_CHUNK =
      64; // half a second of a 135M model: cancelling is prompt

  private final DecoderConfig config;
  private final Activations activations;
  private final ForwardPass pass;
  private final int[] one = new int[1];

  public ReferenceBackend(
      DecoderWeights weights, Activations activations, LinearObserver observer) {
    config = weights.config();
    this.activations = activations;
    pass = new ForwardPass(weights, new LinearInputs(activations, observer), PREFILL_CHUNK);
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
    return PREFILL_CHUNK;
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
    for (int done = 0; done < count; done += PREFILL_CHUNK) {
      pass.read(tokens, done, Math.min(PREFILL_CHUNK, count - done), own);
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
