package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.backend.Requirements;
import org.jspecify.annotations.Nullable;

/** A cache that remembers its tokens, so that another backend can read them again. */
final class FallbackKvCache implements KvCache {
  private final FallbackBackend owner;
  private final int[] tokens; // [C], as large as the window was when this was made
  private @Nullable Backend backend;
  private @Nullable KvCache inner;
  private int length;
  private boolean closed;

  /**
   * @param backend that is in use; null while there is none
   */
  FallbackKvCache(FallbackBackend owner, @Nullable Backend backend) {
    this.owner = owner;
    this.backend = backend;
    inner = backend == null ? null : backend.newCache();
    tokens = new int[owner.config().context()];
  }

  /** The cache of the backend that is in use; a new one is given all tokens first. */
  KvCache of(Backend used) {
    KvCache held = inner;
    if (held == null || used != backend) {
      held = readAgain(used);
      backend = used;
      inner = held; // the old one went with its backend
    }
    return held;
  }

  private KvCache readAgain(Backend used) {
    KvCache fresh = used.newCache();
    try {
      used.prefill(tokens, length, fresh);
      return fresh;
    } catch (RuntimeException failed) {
      fresh.close();
      throw failed;
    }
  }

  /**
   * The caller's part: whether it asks for no more than it was promised, which may be more than
   * {@link #capacity} is now.
   */
  void requireRoom(int count) {
    Requirements.requireRoom(count, tokens.length - length);
  }

  void append(int[] read, int count) {
    append(read, 0, count);
  }

  private void append(int[] read, int start, int count) {
    System.arraycopy(read, start, tokens, length, count);
    length += count;
  }

  void append(int token) {
    tokens[length++] = token;
  }

  /**
   * Copies what the backend in use has read, and remembers its tokens: a few rows at a call, for a
   * whole window takes a slow phone long, and no call is to be taken for one that hangs.
   */
  @Override
  public boolean copy(KvCache other, int start, int count) {
    if (!(other instanceof FallbackKvCache from && owner == from.owner)) {
      return false;
    }
    Requirements.requireOpen(!closed, !from.closed);
    Requirements.requireHeld(start, count, from);
    Requirements.requireRoom(count, this);
    Backend used = from.backend;
    KvCache source = from.inUse();
    if (used == null || source == null) { // to read it there again would be no gain
      return false;
    }
    KvCache target = of(used);
    for (int done = 0; done < count; done += PortableKvCache.ROWS_AT_ONCE) {
      int part = Math.min(PortableKvCache.ROWS_AT_ONCE, count - done);
      if (!owner.copy(source, start + done, part, target)) {
        return false; // of what was left there is nothing to keep: the tokens are read again
      }
    }
    append(from.tokens, start, count);
    return true;
  }

  /** Null where the backend in use has read nothing for this cache yet. */
  private @Nullable KvCache inUse() {
    return owner.uses(backend) ? inner : null;
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
    return Math.min(tokens.length, owner.config().context());
  }

  @Override
  public long bytes() {
    return inner == null ? 0 : inner.bytes();
  }

  @Override
  public void truncate(int newLength) {
    Requirements.requireHeld(newLength, this);
    KvCache used = inUse();
    if (used != null) {
      used.truncate(newLength);
    }
    length = newLength;
  }

  @Override
  public void close() {
    KvCache used = inUse();
    if (!closed && used != null) {
      used.close();
    }
    closed = true;
  }
}
