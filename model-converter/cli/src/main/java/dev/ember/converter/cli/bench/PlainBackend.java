package dev.ember.converter.cli.bench;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.model.DecoderConfig;

/** Another backend that never reads more than one token with logits, so that nothing is guessed. */
final class PlainBackend implements Backend {
  private final Backend backend;

  PlainBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public DecoderConfig config() {
    return backend.config();
  }

  @Override
  public String description() {
    return backend.description();
  }

  @Override
  public int prefillChunk() {
    return backend.prefillChunk();
  }

  @Override
  public KvCache newCache() {
    return backend.newCache();
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    backend.prefill(tokens, count, cache);
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    backend.decode(token, cache, logits);
  }

  @Override
  public void close() {
    backend.close();
  }
}
