package dev.ember.app.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a backup: header, then chunks. Only {@link #close} writes the last one. */
final class SealedOutput extends OutputStream {
  /** In a chunk's length: it is the last. */
  static final int LAST = 1 << 31;

  private final DataOutputStream out;
  private final Chunks chunks;
  private final byte[] buffer = new byte[Chunks.CHUNK_BYTES];
  private int filled;
  private boolean closed;

  /**
   * @param passphrase empty for a file that everybody may read
   */
  SealedOutput(OutputStream out, char[] passphrase) throws IOException {
    BackupHeader header = BackupHeader.create(passphrase.length > 0);
    this.out = new DataOutputStream(out);
    this.chunks = new Chunks(header.key(passphrase), header.bytes());
    header.write(this.out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (filled == buffer.length) {
        flushChunk(false); // only now is it known that another follows
      }
      int part = Math.min(count - done, buffer.length - filled);
      System.arraycopy(bytes, from + done, buffer, filled, part);
      filled += part;
      done += part;
    }
  }

  private void flushChunk(boolean last) throws IOException {
    byte[] sealed = chunks.seal(buffer, filled, last);
    out.writeInt(filled | (last ? LAST : 0));
    out.write(sealed);
    filled = 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flushChunk(true);
      out.close();
    }
  }
}
