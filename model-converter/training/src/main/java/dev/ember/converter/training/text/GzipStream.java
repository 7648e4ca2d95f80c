package dev.ember.converter.training.text;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a gzip file holds; whoever reads bytes that are none is told which file they are in. */
final class GzipStream extends FilterInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;

  private GzipStream(Path file, InputStream unpacked) {
    super(unpacked);
    this.file = file;
  }

  /**
   * @throws IOException if the file cannot be read, or does not begin as gzip does
   */
  static InputStream open(Path file) throws IOException {
    InputStream packed = Files.newInputStream(file);
    try {
      return new GzipStream(file, new GZIPInputStream(packed, BUFFER_BYTES));
    } catch (IOException failure) {
      packed.close();
      throw named(file, failure);
    }
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException failure) {
      throw named(file, failure);
    }
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    try {
      return super.read(bytes, from, count);
    } catch (IOException failure) {
      throw named(file, failure);
    }
  }

  private static IOException named(Path file, IOException failure) {
    if (failure instanceof EOFException) {
      return new IOException(file + ": expected a whole gzip file but found one cut off", failure);
    }
    if (failure instanceof ZipException) {
      return new IOException(
          file + ": expected a gzip file but found other bytes: " + failure.getMessage(), failure);
    }
    return failure;
  }
}
