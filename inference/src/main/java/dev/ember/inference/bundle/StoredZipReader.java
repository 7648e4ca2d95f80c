package dev.ember.inference.bundle;

import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the central directory of a bundle and checks that it is the only reading of the file: every
 * byte belongs to one local header, one entry's data, the directory or the end record.
 */
final class StoredZipReader {
  private final FileChannel channel;
  private final BundleFaults faults;

  StoredZipReader(FileChannel channel, BundleFaults faults) {
    this.channel = channel;
    this.faults = faults;
  }

  /** The entries in the order of the directory, names checked and distinct. */
  List<StoredEntry> read() throws IOException {
    long fileBytes = channel.size();
    if (fileBytes < ZipFormat.END_BYTES || fileBytes > ZipFormat.MAX_FILE_BYTES) {
      throw faults.inFile(
          0,
          "a file of " + ZipFormat.END_BYTES + " to " + ZipFormat.MAX_FILE_BYTES + " bytes",
          fileBytes);
    }
    long endOffset = fileBytes - ZipFormat.END_BYTES;
    ByteBuffer end = bytes(endOffset, ZipFormat.END_BYTES);
    requireInt(endOffset, end, 0, ZipFormat.END_SIGNATURE, "the end of a ZIP");
    requireInt(endOffset, end, 4, 0, "disk numbers of 0");
    requireShort(endOffset, end, 20, 0, "no comment");
    int count = unsigned(end.getShort(10));
    requireShort(endOffset, end, 8, count, "as many entries on this disk as in all");
    if (count > BundleLimits.MAX_ENTRIES) {
      throw faults.inFile(
          endOffset + 10, "at most " + BundleLimits.MAX_ENTRIES + " entries", count);
    }
    long directoryBytes = unsigned(end.getInt(12));
    long directoryOffset = unsigned(end.getInt(16));
    if (directoryOffset + directoryBytes != endOffset) {
      throw faults.inFile(
          endOffset + 12,
          "a central directory that ends at " + endOffset,
          directoryOffset + " + " + directoryBytes);
    }
    if (directoryBytes > BundleLimits.MAX_DIRECTORY_BYTES) {
      throw faults.inFile(
          endOffset + 12,
          "at most " + BundleLimits.MAX_DIRECTORY_BYTES + " bytes of central directory",
          directoryBytes);
    }
    List<StoredEntry> entries =
        readDirectory(directoryOffset, bytes(directoryOffset, (int) directoryBytes), count);
    requireContiguous(entries, directoryOffset);
    return entries;
  }

  private List<StoredEntry> readDirectory(long offset, ByteBuffer directory, int count)
      throws IOException {
    List<StoredEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int position = 0;
    for (int i = 0; i < count; i++) {
      if (directory.capacity() - position < ZipFormat.CENTRAL_BYTES) {
        throw faults.inFile(offset + position, count + " entries in the directory", i);
      }
      ByteBuffer record = Buffers.slice(directory, position, directory.capacity() - position);
      StoredEntry entry = readCentral(offset + position, record, offset);
      if (!names.add(entry.name())) {
        throw faults.inFile(offset + position, "each entry once", entry.name() + " twice");
      }
      entries.add(entry);
      position += ZipFormat.CENTRAL_BYTES + entry.name().length();
    }
    if (position != directory.capacity()) {
      throw faults.inFile(
          offset + position,
          "the end of the directory after " + count + " entries",
          directory.capacity() - position + " more bytes");
    }
    return entries;
  }

  private StoredEntry readCentral(long offset, ByteBuffer record, long directoryOffset)
      throws IOException {
    requireInt(offset, record, 0, ZipFormat.CENTRAL_SIGNATURE, "a central directory header");
    requireShort(offset, record, 8, 0, "no flags");
    requireShort(offset, record, 10, ZipFormat.STORED, "a stored entry, method 0");
    requireInt(offset, record, 30, 0, "neither extra field nor comment in the directory");
    requireShort(offset, record, 34, 0, "disk 0");
    String name = name(offset, record, ZipFormat.CENTRAL_BYTES, unsigned(record.getShort(28)));
    int crc32 = record.getInt(16);
    long bytes = unsigned(record.getInt(24));
    requireInt(offset, record, 20, (int) bytes, "a compressed size equal to the size");
    if (bytes > ZipFormat.MAX_ENTRY_BYTES) {
      throw faults.inEntry(
          name, offset + 24, "at most " + ZipFormat.MAX_ENTRY_BYTES + " bytes", bytes);
    }
    long localOffset = unsigned(record.getInt(42));
    long dataOffset = readLocal(localOffset, name, record, directoryOffset);
    if (dataOffset + bytes > directoryOffset) {
      throw faults.inEntry(
          name,
          offset + 24,
          "data that ends before the directory at " + directoryOffset,
          dataOffset + " + " + bytes);
    }
    return new StoredEntry(name, localOffset, dataOffset, (int) bytes, crc32);
  }

  /** Checks that the local header says what the central one says; returns where the data begins. */
  private long readLocal(long offset, String name, ByteBuffer central, long directoryOffset)
      throws IOException {
    int leastBytes = ZipFormat.LOCAL_BYTES + name.length();
    if (offset + leastBytes > directoryOffset) {
      throw faults.inEntry(name, offset, "a local header before " + directoryOffset, offset);
    }
    ByteBuffer local = bytes(offset, leastBytes);
    requireInt(offset, local, 0, ZipFormat.LOCAL_SIGNATURE, "a local header of " + name);
    for (int field = 4; field < 28; field += 2) { // version to name length, two bytes further on
      requireShort(
          offset,
          local,
          field,
          unsigned(central.getShort(field + 2)),
          "the same field as in the central header of " + name);
    }
    String localName = name(offset, local, ZipFormat.LOCAL_BYTES, name.length());
    if (!localName.equals(name)) {
      throw faults.inEntry(name, offset + ZipFormat.LOCAL_BYTES, name, localName);
    }
    long dataOffset = offset + leastBytes + unsigned(local.getShort(28));
    if (dataOffset % ZipFormat.ALIGNMENT != 0) {
      throw faults.inEntry(
          name, dataOffset, "data at a multiple of " + ZipFormat.ALIGNMENT, dataOffset);
    }
    return dataOffset;
  }

  private String name(long offset, ByteBuffer record, int position, int length) throws IOException {
    int room = record.capacity() - position;
    if (length < 1 || length > Math.min(room, BundleLimits.MAX_NAME_BYTES)) {
      throw faults.inFile(
          offset,
          "a name of 1 to " + Math.min(room, BundleLimits.MAX_NAME_BYTES) + " bytes",
          length);
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = record.get(position + i);
    }
    String name = new String(bytes, StandardCharsets.ISO_8859_1); // all allowed names are ASCII
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.startsWith(".")) {
      throw faults.inFile(offset + position, "a name without a folder", "\"" + name + "\"");
    }
    if (!EntryName.ALL.contains(name)) {
      throw faults.inFile(offset + position, "one of " + EntryName.ALL, "\"" + name + "\"");
    }
    return name;
  }

  /** Neither hole nor overlap: header and data of each entry follow those of the one before. */
  private void requireContiguous(List<StoredEntry> entries, long directoryOffset)
      throws IOException {
    List<StoredEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(StoredEntry::headerOffset));
    long next = 0;
    for (StoredEntry entry : sorted) {
      if (entry.headerOffset() != next) {
        throw faults.inEntry(
            entry.name(),
            entry.headerOffset(),
            "its header at offset " + next + ", where the one before ends",
            entry.headerOffset() < next ? "an overlap" : "a hole");
      }
      next = entry.end();
    }
    if (next != directoryOffset) {
      throw faults.inFile(next, "the central directory", "a hole");
    }
  }

  private ByteBuffer bytes(long offset, int count) throws IOException {
    return Buffers.readFully(channel, offset, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireInt(long offset, ByteBuffer record, int field, int value, String expected)
      throws IOException {
    if (record.getInt(field) != value) {
      throw faults.inFile(
          offset + field, expected, "0x" + Integer.toHexString(record.getInt(field)));
    }
  }

  private void requireShort(long offset, ByteBuffer record, int field, int value, String expected)
      throws IOException {
    if (unsigned(record.getShort(field)) != value) {
      throw faults.inFile(
          offset + field, expected, "0x" + Integer.toHexString(unsigned(record.getShort(field))));
    }
  }

  private static int unsigned(short value) {
    return value & 0xffff;
  }

  private static long unsigned(int value) {
    return value & 0xffff_ffffL;
  }
}
