package dev.ember.inference.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Whole reads, whole writes and slices.
 *
 * <p>Trap: since Java 9 {@code ByteBuffer} overrides {@code flip}, {@code limit} and their like
 * with a narrower result, and code compiled against that fails on Android 8. Here they are called
 * on {@link Buffer}, which every Android has.
 */
public final class Buffers {

  private Buffers() {}

  /** A view of {@code buffer[from .. from + count)} in the same byte order. */
  public static ByteBuffer slice(ByteBuffer buffer, int from, int count) {
    ByteBuffer view = buffer.duplicate();
    setRange(view, from, count);
    return view.slice().order(buffer.order());
  }

  /** Makes {@code [from, from + count)} the buffer's remaining bytes. */
  public static void setRange(Buffer buffer, int from, int count) {
    buffer.clear();
    buffer.limit(from + count);
    buffer.position(from);
  }

  /** Reads {@code count} bytes at {@code position} of a file. */
  public static ByteBuffer readFully(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("expected " + count + " bytes at " + position + " of the file");
      }
    }
    setRange(bytes, 0, count);
    return bytes;
  }

  /** Writes all remaining bytes at the file's position: one write may take but some of them. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Writes all remaining bytes at {@code position} of a file; the file's own stays. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    for (long at = position; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
  }
}
