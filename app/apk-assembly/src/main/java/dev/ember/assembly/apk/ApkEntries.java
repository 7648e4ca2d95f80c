package dev.ember.assembly.apk;

import dev.ember.assembly.archive.FileTree;
import dev.ember.assembly.archive.ZipWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;

/**
 * The entries of an APK, in an order that wastes little: a native library begins at a page, and
 * before it lie small entries where up to 16 KiB of nothing would be.
 */
final class ApkEntries {
  private static final int SMALL_BYTES = 4096;

  private final List<Entry> entries = new ArrayList<>();
  private final MessageDigest contents = FileTree.newSha256();

  /** Takes an entry, to be written by {@link ZipEntry#DEFLATED} or {@link ZipEntry#STORED}. */
  void add(String name, byte[] content, int method) {
    entries.add(new Entry(name, content, method));
    contents.update(name.getBytes(StandardCharsets.UTF_8));
    contents.update((byte) 0);
    contents.update(content);
  }

  void deflate(String name, byte[] content) {
    add(name, content, ZipEntry.DEFLATED);
  }

  void store(String name, byte[] content) {
    add(name, content, ZipEntry.STORED);
  }

  /**
   * A hash over the names and contents, in the order in which they came: how small they were made
   * is no part of it. Nothing may be added afterwards but that.
   */
  String contentsSha256() {
    return HexFormat.of().formatHex(contents.digest());
  }

  /** Writes them: the first stays the first, and the large ones keep their order. */
  void writeTo(ZipWriter writer) throws IOException {
    for (Entry entry : entries) {
      entry.bytes = writer.bytes(entry.content, entry.method);
    }
    for (Entry entry : ordered()) {
      writer.write(entry.name, entry.content, entry.method, entry.bytes);
    }
  }

  private List<Entry> ordered() {
    List<Entry> small = new ArrayList<>(entries.subList(1, entries.size()));
    small.removeIf(entry -> !entry.isSmall());
    small.sort(Comparator.comparingLong((Entry entry) -> entry.bytes).reversed());
    List<Entry> ordered = new ArrayList<>();
    long end = 0;
    for (Entry entry : entries) {
      if (!ordered.isEmpty() && entry.isSmall()) {
        continue;
      }
      Iterator<Entry> rest = small.iterator();
      while (entry.isLibrary() && rest.hasNext()) {
        Entry filling = rest.next();
        if (entry.start(filling.end(end)) == entry.start(end)) {
          ordered.add(filling);
          end = filling.end(end);
          rest.remove();
        }
      }
      ordered.add(entry);
      end = entry.end(end);
    }
    ordered.addAll(small);
    return ordered;
  }

  /** What is known of an entry before it is written. */
  private static final class Entry {
    /** Of a local header (APPNOTE.TXT 4.3.7). */
    private static final int HEADER_BYTES = 30;

    /** What apksig puts before the padding of a stored entry. */
    private static final int PADDING_HEADER_BYTES = 6;

    private static final int WORD_BYTES = 4;

    private final String name;
    private final byte[] content;
    private final int method;
    private long bytes; // in the archive

    Entry(String name, byte[] content, int method) {
      this.name = name;
      this.content = content;
      this.method = method;
    }

    boolean isLibrary() {
      return method == ZipEntry.STORED && name.endsWith(".so");
    }

    boolean isSmall() {
      return bytes <= SMALL_BYTES && !isLibrary();
    }

    /** Where its content begins in the signed APK, behind what ends at {@code end}. */
    long start(long end) {
      long start = end + HEADER_BYTES + name.getBytes(StandardCharsets.UTF_8).length;
      if (method == ZipEntry.DEFLATED) {
        return start;
      }
      int multiple = isLibrary() ? SigningStep.PAGE_BYTES : WORD_BYTES;
      return (start + PADDING_HEADER_BYTES + multiple - 1) / multiple * multiple;
    }

    long end(long end) {
      return start(end) + bytes;
    }
  }
}
