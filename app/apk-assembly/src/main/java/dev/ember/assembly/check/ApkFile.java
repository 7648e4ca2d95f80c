package dev.ember.assembly.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An APK with the places of its entries, which {@link ZipFile} does not tell. */
final class ApkFile {

  /**
   * One entry.
   *
   * @param name with its folders
   * @param stored whether it is not compressed
   * @param dataOffset in bytes from the beginning of the file
   */
  record Entry(String name, boolean stored, int dataOffset) {}

  // APPNOTE.TXT 4.3.16, 4.3.12 and 4.3.7.
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;

  private final Path path;
  private final List<Entry> entries;

  private ApkFile(Path path, List<Entry> entries) {
    this.path = path;
    this.entries = List.copyOf(entries);
  }

  static ApkFile read(Path path) throws IOException {
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.limit() - END_BYTES;
    while (end >= 0 && zip.getInt(end) != END_SIGNATURE) {
      end--;
    }
    if (end < 0) {
      throw new IOException(path + ": expected a ZIP but found no end record");
    }
    int count = Short.toUnsignedInt(zip.getShort(end + 10));
    int position = zip.getInt(end + 16);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (zip.getInt(position) != CENTRAL_SIGNATURE) {
        throw new IOException(path + ": expected a central record at " + position);
      }
      entries.add(entry(zip, position));
      position +=
          CENTRAL_BYTES
              + Short.toUnsignedInt(zip.getShort(position + 28))
              + Short.toUnsignedInt(zip.getShort(position + 30))
              + Short.toUnsignedInt(zip.getShort(position + 32));
    }
    return new ApkFile(path, entries);
  }

  private static Entry entry(ByteBuffer zip, int central) {
    byte[] name = new byte[Short.toUnsignedInt(zip.getShort(central + 28))];
    zip.get(central + CENTRAL_BYTES, name);
    int local = zip.getInt(central + 42);
    int data =
        local
            + LOCAL_BYTES
            + Short.toUnsignedInt(zip.getShort(local + 26))
            + Short.toUnsignedInt(zip.getShort(local + 28));
    boolean stored = zip.getShort(central + 10) == ZipEntry.STORED;
    return new Entry(new String(name, StandardCharsets.UTF_8), stored, data);
  }

  Path path() {
    return path;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Returns the content of an entry, inflated. */
  byte[] content(Entry entry) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(entry.name()))) {
      return in.readAllBytes();
    }
  }
}
