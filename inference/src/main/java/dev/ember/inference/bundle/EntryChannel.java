package dev.ember.inference.bundle;

import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** Passes an entry's bytes on to the file and counts and hashes them on their way. */
final class EntryChannel implements WritableByteChannel {
  private final FileChannel file;
  private final String name;
  private final CRC32 crc32 = new CRC32();
  private final MessageDigest sha256 = Sha256.newDigest();
  private long bytes;

  EntryChannel(FileChannel file, String name) {
    this.file = file;
    this.name = name;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    bytes += count;
    if (bytes > ZipFormat.MAX_ENTRY_BYTES) {
      throw new IOException("expected at most " + ZipFormat.MAX_ENTRY_BYTES + " bytes of " + name);
    }
    crc32.update(source.duplicate());
    sha256.update(source.duplicate());
    Buffers.writeFully(file, source);
    return count;
  }

  long bytes() {
    return bytes;
  }

  int crc32() {
    return (int) crc32.getValue();
  }

  /** Ends the hash. */
  String sha256() {
    return Sha256.hex(sha256.digest());
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  /** Does nothing: the file goes on after the entry. */
  @Override
  public void close() {}
}
