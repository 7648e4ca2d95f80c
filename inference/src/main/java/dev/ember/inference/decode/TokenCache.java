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
    chunk = new int[Math.max(backend.prefillChunk(), backend.verifyTokens())];
  }

  int length() {
    return cache.length();
  }

  int capacity() {
    return cache.capacity();
  }

  /** Bytes that the keys and values take now. */
  long bytes() {
    return cache.bytes();
  }

  /** How many tokens the cache and the prompt have in common from the start. */
  int commonWith(int[] prompt) {
    int most = Math.min(cache.length(), prompt.length);
    int common = 0;
    while (common < most && tokens[common] == prompt[common]) {
      common++;
    }
    return common;
  }

  /** Takes over the first {@code count} tokens of another cache, if the backend can. */
  void copy(TokenCache other, int count) {
    if (cache.copy(other.cache, 0, count)) {
      System.arraycopy(other.tokens, 0, tokens, 0, count);
    }
  }

  /** Reads up to one chunk of {@code prompt[length() .. end)}, without logits. */
  void prefill(int[] prompt, int end) {
    int start = cache.length();
    int count = Math.min(backend.prefillChunk(), end - start);
    System.arraycopy(prompt, start, chunk, 0, count);
    System.arraycopy(prompt, start, tokens, start, count);
    backend.prefill(chunk, count, cache);
  }

  /** Reads one token. */
  void decode(int token, float[] logits) {
    tokens[cache.length()] = token;
    backend.decode(token, cache, logits);
  }

  /**
   * Reads {@code source[start .. start + count)}, at most {@link Backend#verifyTokens}, with the
   * logits after each that is wanted.
   */
  void verify(int[] source, int start, int count, float[][] logits) {
    System.arraycopy(source, start, tokens, cache.length(), count);
    System.arraycopy(source, start, chunk, 0, count);
    if (count == 1) {
      backend.decode(chunk[0], cache, logits[0]);
    } else {
      backend.verify(chunk, count, cache, logits);
    }
  }

  /** All tokens read, with one more behind that is not; not to be changed. */
  int[] with(int next) {
    tokens[cache.length()] = next;
    return tokens;
  }

  void truncate(int length) {
    cache.truncate(length);
  }

  void forget() {
    cache.truncate(0);
  }

  @Override
  public void close() {
    cache.close();
  }
}
