package dev.ember.inference.decode;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The caches of the conversations that were read last, so that going back to one of them reads its
 * new tokens only. Bounded: when they take more than that, the one that was used least recently
 * goes. The one in use always stays.
 */
final class PrefixStore implements AutoCloseable {
  /** A cache that loses more than this part of its tokens is of another conversation. */
  private static final int LARGEST_LOSS = 2;

  private final Backend backend;
  private final long mostBytes;
  private final Deque<TokenCache> caches = new ArrayDeque<>(); // the last used first

  /**
   * @param mostBytes of all caches together; 0 keeps the one in use
   */
  PrefixStore(Backend backend, long mostBytes) {
    this.backend = backend;
    this.mostBytes = mostBytes;
    caches.add(new TokenCache(backend));
  }

  /** The cache in use. */
  TokenCache current() {
    return caches.getFirst();
  }

  /**
   * Puts in use the cache that has most of a prompt; where that would lose another conversation, a
   * new one with what the two have in common.
   */
  TokenCache select(int[] prompt) {
    TokenCache nearest = nearest(prompt);
    int common = nearest.commonWith(prompt);
    boolean same = LARGEST_LOSS * common >= nearest.length();
    if (!same && holdsTwoOf(nearest)) {
      nearest = another(nearest, common);
    }
    caches.remove(nearest);
    caches.addFirst(nearest);
    trim();
    return nearest;
  }

  /** With the first tokens of one that stays as it is; that one where memory ends with another. */
  private TokenCache another(TokenCache nearest, int common) {
    TokenCache fresh = null;
    try {
      fresh = new TokenCache(backend);
      fresh.copy(nearest, common);
      return fresh;
    } catch (BackendException | OutOfMemoryError failure) {
      if (fresh != null) {
        fresh.close();
      }
      if (failure instanceof BackendException broken && !broken.isOutOfMemory()) {
        throw broken;
      }
      return nearest;
    }
  }

  private TokenCache nearest(int[] prompt) {
    TokenCache best = current();
    for (TokenCache cache : caches) {
      if (cache.commonWith(prompt) > best.commonWith(prompt)) {
        best = cache;
      }
    }
    return best;
  }

  /** A backend that does not say what a cache takes gets one. */
  private boolean holdsTwoOf(TokenCache cache) {
    return cache.bytes() > 0 && 2 * cache.bytes() <= mostBytes;
  }

  /** Lets go what does not fit, the least recently used first. */
  void trim() {
    while (caches.size() > 1 && bytes() > mostBytes) {
      caches.removeLast().close();
    }
  }

  private long bytes() {
    long bytes = 0;
    for (TokenCache cache : caches) {
      bytes += cache.bytes();
    }
    return bytes;
  }

  @Override
  public void close() {
    for (TokenCache cache : caches) {
      cache.close();
    }
  }
}
