package dev.ember.assembly.apk;

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
final class ApkWriter implements Closeable {

  /** The first moment a ZIP can name. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  ApkWriter(Path file) throws IOException {
    zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    zip.setLevel(Deflater.BEST_SPEED);
  }

  void deflate(String name, byte[] content) throws IOException {
    write(name, content, ZipEntry.DEFLATED);
  }

  void store(String name, byte[] content) throws IOException {
    write(name, content, ZipEntry.STORED);
  }

  /** Writes an entry by {@link ZipEntry#DEFLATED} or {@link ZipEntry#STORED}. */
  void write(String name, byte[] content, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
