package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.Requirements;

/** A cache that remembers its tokens, so that another backend can read them again. */
final class FallbackKvCache implements KvCache {
  private final FallbackBackend owner;
  private final int[] tokens; // [C]
  private Backend backend;
  private KvCache inner;
  private int length;
  private boolean closed;

  FallbackKvCache(FallbackBackend owner, Backend backend) {
    this.owner = owner;
    this.backend = backend;
    inner = backend.newCache();
    tokens = new int[inner.capacity()];
  }

  /** The cache of the backend that is in use; a new one is given all tokens first. */
  KvCache of(Backend used) {
    if (used != backend) {
      KvCache fresh = used.newCache();
      used.prefill(tokens, length, fresh);
      backend = used;
      inner = fresh; // the old one went with its backend
    }
    return inner;
  }

  void append(int[] read, int count) {
    System.arraycopy(read, 0, tokens, length, count);
    length += count;
  }

  void append(int token) {
    tokens[length++] = token;
  }

  boolean belongsTo(FallbackBackend fallback) {
    return owner == fallback && !closed;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int capacity() {
    return tokens.length;
  }

  @Override
  public long bytes() {
    return inner.bytes();
  }

  @Override
  public void truncate(int newLength) {
    Requirements.requireHeld(newLength, this);
    if (owner.uses(backend)) {
      inner.truncate(newLength);
    }
    length = newLength;
  }

  @Override
  public void close() {
    if (!closed && owner.uses(backend)) {
      inner.close();
    }
    closed = true;
  }
}
