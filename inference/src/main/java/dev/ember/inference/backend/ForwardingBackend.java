package dev.ember.inference.backend;

import dev.ember.inference.model.DecoderConfig;
import org.jspecify.annotations.Nullable;

/** Another backend, as it is: for those that change a part of one. */
public abstract class ForwardingBackend implements Backend {
  protected final Backend model;

  /**
   * @param model does what is asked; closed with this one
   */
  protected ForwardingBackend(Backend model) {
    this.model = model;
  }

  @Override
  public DecoderConfig config() {
    return model.config();
  }

  @Override
  public String description() {
    return model.description();
  }

  @Override
  public int prefillChunk() {
    return model.prefillChunk();
  }

  @Override
  public KvCache newCache() {
    return model.newCache();
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    model.prefill(tokens, count, cache);
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    model.decode(token, cache, logits);
  }

  @Override
  public int verifyTokens() {
    return model.verifyTokens();
  }

  @Override
  public void verify(int[] tokens, int count, KvCache cache, float[] @Nullable [] logits) {
    model.verify(tokens, count, cache, logits);
  }

  @Override
  public void close() {
    model.close();
  }
}
