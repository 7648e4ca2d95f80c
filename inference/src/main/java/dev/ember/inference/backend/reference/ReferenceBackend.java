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
 * A decoder in plain loops: the oracle for every other backend. One weight is one float, one token
 * is one pass; {@code ForwardPass} reads from the embedding to the logits.
 */
public final class ReferenceBackend implements Backend {
  private static final int PREFILL_CHUNK = 16; // small, so that cancelling is prompt on slow loops

  private final DecoderConfig config;
  private final Activations activations;
  private final ForwardPass pass;

  public ReferenceBackend(DecoderWeights weights, Activations activations) {
    config = weights.config();
    this.activations = activations;
    pass = new ForwardPass(weights, activations);
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
    for (int i = 0; i < count; i++) {
      pass.read(tokens[i], own);
    }
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    ReferenceKvCache own = own(cache);
    requireToken(token, config);
    requireLogits(logits, config);
    requireRoom(1, own);
    pass.read(token, own);
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
