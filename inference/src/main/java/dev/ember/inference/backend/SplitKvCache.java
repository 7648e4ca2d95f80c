package dev.ember.inference.backend;

/**
 * One conversation in the caches of two backends. The writer's is complete; the reader's may lag
 * behind it, and never holds what the writer's does not.
 */
final class SplitKvCache implements PortableKvCache {
  private final SplitBackend owner;
  private final PortableKvCache read;
  private final PortableKvCache written;
  private final int rowsAtOnce;
  private final float[] rows; // [rowsAtOnce, L, 2, K * D]

  SplitKvCache(SplitBackend owner, KvCache read, KvCache written, int rowsAtOnce) {
    this.owner = owner;
    this.read = portable(read);
    this.written = portable(written);
    this.rowsAtOnce = rowsAtOnce;
    rows = new float[rowsAtOnce * this.written.rowFloats()];
  }

  PortableKvCache read() {
    return read;
  }

  PortableKvCache written() {
    return written;
  }

  boolean belongsTo(SplitBackend backend) {
    return owner == backend;
  }

  /** Gives the reader's cache what the writer has appended since. */
  void catchUp() {
    copyTail(written, read);
  }

  /** Gives the writer's cache what the reader has appended. */
  void handOver() {
    copyTail(read, written);
  }

  @Override
  public RowShape rowShape() {
    return written.rowShape();
  }

  @Override
  public boolean isOpen() {
    return read.isOpen() && written.isOpen();
  }

  @Override
  public void read(int from, int count, float[] into) {
    written.read(from, count, into);
  }

  @Override
  public void append(int count, float[] appended) {
    Requirements.requireRoom(count, this);
    written.append(count, appended);
  }

  @Override
  public int length() {
    return written.length();
  }

  @Override
  public int capacity() {
    return Math.min(read.capacity(), written.capacity());
  }

  @Override
  public long bytes() {
    return read.bytes() + written.bytes();
  }

  @Override
  public void truncate(int length) {
    written.truncate(length);
    read.truncate(Math.min(length, read.length()));
  }

  @Override
  public void close() {
    read.close();
    written.close();
  }

  private void copyTail(PortableKvCache from, PortableKvCache to) {
    while (to.length() < from.length()) {
      int count = Math.min(rowsAtOnce, from.length() - to.length());
      from.read(to.length(), count, rows);
      to.append(count, rows);
    }
  }

  private static PortableKvCache portable(KvCache cache) {
    if (cache instanceof PortableKvCache portable) {
      return portable;
    }
    throw new IllegalArgumentException(
        "expected a cache that can be carried over but found " + cache);
  }
}
