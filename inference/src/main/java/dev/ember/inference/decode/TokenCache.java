package dev.ember.inference.decode;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;

/** A KV cache that knows which tokens it has read. */
final class TokenCache implements AutoCloseable {
  private final Backend backend;
  private final KvCache cache;
  private final int[] tokens; // [C], of which cache.length() are read
  private final int[] chunk; // [prefillChunk]

  TokenCache(Backend backend) {
    this.backend = backend;
    cache = backend.newCache();
    tokens = new int[cache.capacity()];
    chunk = new int[backend.prefillChunk()];
  }

  int length() {
    return cache.length();
  }

  int capacity() {
    return cache.capacity();
  }

  boolean isFull() {
    return cache.length() == cache.capacity();
  }

  /**
   * Forgets all but what the cache and the prompt have in common, and at least the prompt's last
   * token, which has to be read again for its logits.
   *
   * @return the tokens kept
   */
  int keepPrefixOf(int[] prompt) {
    int most = Math.min(cache.length(), prompt.length - 1);
    int common = 0;
    while (common < most && tokens[common] == prompt[common]) {
      common++;
    }
    cache.truncate(common);
    return common;
  }

  /** Reads up to one chunk of {@code prompt[length() .. end)}, without logits. */
  void prefill(int[] prompt, int end) {
    int start = cache.length();
    int count = Math.min(chunk.length, end - start);
    System.arraycopy(prompt, start, chunk, 0, count);
    System.arraycopy(prompt, start, tokens, start, count);
    backend.prefill(chunk, count, cache);
  }

  /** Reads one token. */
  void decode(int token, float[] logits) {
    tokens[cache.length()] = token;
    backend.decode(token, cache, logits);
  }

  void forget() {
    cache.truncate(0);
  }

  @Override
  public void close() {
    cache.close();
  }
}
