package dev.ember.converter.export.compiled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A range of a file, inside of it. */
final class SectionBytes {
  private final FileChannel channel;
  private final long from;
  private final long bytes;

  /**
   * @throws IndexOutOfBoundsException if the range leaves the file
   */
  SectionBytes(FileChannel channel, long from, long to) throws IOException {
    if (from < 0 || to < from || to > channel.size()) {
      throw new IndexOutOfBoundsException(
          "expected a section within " + channel.size() + " bytes but found " + from + " to " + to);
    }
    this.channel = channel;
    this.from = from;
    bytes = to - from;
  }

  long size() {
    return bytes;
  }

  /** The range, little endian; the first 2 GB of it, which hold all tables of a graph. */
  ByteBuffer map() throws IOException {
    long mapped = Math.min(bytes, Integer.MAX_VALUE);
    return channel.map(FileChannel.MapMode.READ_ONLY, from, mapped).order(ByteOrder.LITTLE_ENDIAN);
  }
}
