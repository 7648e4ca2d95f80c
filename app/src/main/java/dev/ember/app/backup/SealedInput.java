package dev.ember.app.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.crypto.AEADBadTagException;

/** Reads a backup; no byte comes out of it that has not been proved to belong there. */
final class SealedInput extends InputStream {
  private final DataInputStream in;
  private final Chunks chunks;
  private final boolean sealed;
  private byte[] chunk = new byte[0];
  private int read;
  private boolean first = true;
  private boolean last;

  /**
   * @param passphrase empty if none was given
   * @throws BackupException if this is no backup, or a passphrase is needed
   */
  SealedInput(InputStream in, char[] passphrase) throws IOException {
    this.in = new DataInputStream(in);
    BackupHeader header = BackupHeader.read(this.in);
    sealed = header.sealed();
    if (sealed && passphrase.length == 0) {
      throw new BackupException(BackupException.Reason.PASSPHRASE_NEEDED, "a sealed file");
    }
    chunks = new Chunks(header.key(passphrase), header.bytes());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    while (read == chunk.length) {
      if (last) {
        return -1;
      }
      nextChunk();
    }
    int part = Math.min(count, chunk.length - read);
    System.arraycopy(chunk, read, bytes, from, part);
    read += part;
    return part;
  }

  private void nextChunk() throws IOException {
    try {
      int mark = in.readInt();
      last = (mark & SealedOutput.LAST) != 0;
      int length = mark & ~SealedOutput.LAST;
      if (length > Chunks.CHUNK_BYTES) {
        throw new BackupException(BackupException.Reason.DAMAGED, "a chunk of " + length);
      }
      byte[] bytes = new byte[length + Chunks.TAG_BYTES];
      in.readFully(bytes);
      chunk = chunks.open(bytes, last);
      read = 0;
      first = false;
    } catch (EOFException cut) {
      throw new BackupException(BackupException.Reason.DAMAGED, "the file ends early");
    } catch (AEADBadTagException other) {
      throw new BackupException(
          sealed && first
              ? BackupException.Reason.WRONG_PASSPHRASE
              : BackupException.Reason.DAMAGED,
          "a tag that does not fit");
    }
  }

  /** Reads what is left, so that a cut or changed end is noticed too. */
  void drain() throws IOException {
    byte[] rest = new byte[Chunks.CHUNK_BYTES];
    while (read(rest, 0, rest.length) >= 0) {
      // proved by being read
    }
    if (in.read() >= 0) {
      throw new BackupException(BackupException.Reason.DAMAGED, "bytes behind the end");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
