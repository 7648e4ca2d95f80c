package dev.ember.assembly.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes ZIP entries without a trace of when or where; an entry written twice is an error. */
public final class ZipWriter implements Closeable {

  /** Not 1980-01-01, the first day a ZIP can name: Java adds a time with its own zone to that. */
  private static final LocalDateTime TIME = LocalDateTime.of(1981, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final int level;

  /** Begins a new file, as small as it may be. */
  public ZipWriter(Path file) throws IOException {
    this(file, Deflater.BEST_COMPRESSION);
  }

  /**
   * Begins a new file.
   *
   * @param level as that of a {@link Deflater}
   */
  public ZipWriter(Path file, int level) throws IOException {
    zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    zip.setLevel(level);
    this.level = level;
  }

  /** Writes a compressed entry. */
  public void deflate(String name, byte[] content) throws IOException {
    write(name, content, ZipEntry.DEFLATED);
  }

  /** Writes an entry as it is. */
  public void store(String name, byte[] content) throws IOException {
    write(name, content, ZipEntry.STORED);
  }

  /** Writes an entry by {@link ZipEntry#DEFLATED} or {@link ZipEntry#STORED}. */
  public void write(String name, byte[] content, int method) throws IOException {
    write(name, content, method, bytes(content, method));
  }

  /**
   * The same, of an entry whose size is known.
   *
   * @param bytes that {@link #bytes} gave
   */
  public void write(String name, byte[] content, int method, long bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    // What is known before needs no record of it behind the content, of 16 bytes an entry.
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setCompressedSize(bytes);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** As many as an entry of this content takes, which the writing checks. */
  public long bytes(byte[] content, int method) {
    if (method == ZipEntry.STORED) {
      return content.length;
    }
    Deflater deflater = new Deflater(level, true);
    try {
      byte[] buffer = new byte[1 << 16];
      deflater.setInput(content);
      while (!deflater.needsInput()) { // in the stream's order: one that ends at once may differ
        deflater.deflate(buffer);
      }
      deflater.finish();
      while (!deflater.finished()) {
        deflater.deflate(buffer);
      }
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
