package dev.ember.inference.bundle;

import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a ZIP of stored entries whose data starts at multiples of 64 bytes, as {@code
 * docs/BUNDLE.md} specifies it. Content is streamed: sizes and checksums are filled in afterwards.
 * The same entries give the same bytes.
 *
 * <pre>
 * StoredZipWriter.write(path, zip -> {
 *   Manifest.Entry model = zip.add(EntryName.MODEL, channel -> graph.writeTo(channel));
 *   zip.add(EntryName.MANIFEST, ManifestJson.write(manifestWith(model)));
 * });
 * </pre>
 */
public final class StoredZipWriter {

  /** Adds the entries of a file. */
  @FunctionalInterface
  public interface Body {
    void writeTo(StoredZipWriter zip) throws IOException;
  }

  /** Writes the bytes of one entry. */
  @FunctionalInterface
  public interface Content {
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private record Written(String name, long localOffset, long bytes, int crc32) {}

  private final FileChannel channel;
  private final List<Written> entries = new ArrayList<>();

  private StoredZipWriter(FileChannel channel) {
    this.channel = channel;
  }

  /** Replaces {@code target} by a ZIP of what {@code body} adds, whole or not at all. */
  public static void write(Path target, Body body) throws IOException {
    AtomicFile.write(
        target,
        channel -> {
          StoredZipWriter zip = new StoredZipWriter(channel);
          body.writeTo(zip);
          zip.finish();
        });
  }

  /**
   * Adds an entry.
   *
   * @return its size and SHA-256, for the manifest
   * @throws IllegalArgumentException if the name was used before
   * @throws IOException also if the entry exceeds 2 GiB or the file 4 GiB
   */
  public Manifest.Entry add(String name, Content content) throws IOException {
    requireNew(name);
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    long localOffset = channel.position();
    long dataOffset = alignedDataOffset(localOffset, nameBytes.length);
    channel.position(dataOffset);
    EntryChannel entry = new EntryChannel(channel, name);
    content.writeTo(entry);
    Written written = new Written(name, localOffset, entry.bytes(), entry.crc32());
    requireLimit(name, channel.position());
    channel.position(localOffset);
    Buffers.writeFully(channel, localHeader(written, nameBytes, dataOffset));
    channel.position(dataOffset + written.bytes());
    entries.add(written);
    return new Manifest.Entry(name, written.bytes(), entry.sha256());
  }

  /** Adds an entry that is in memory: the remaining bytes of {@code content}. */
  public Manifest.Entry add(String name, ByteBuffer content) throws IOException {
    return add(name, entry -> entry.write(content.duplicate()));
  }

  /** Adds an entry that is a text in UTF-8. */
  public Manifest.Entry add(String name, String content) throws IOException {
    return add(name, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
  }

  private void requireNew(String name) {
    for (Written entry : entries) {
      if (entry.name().equals(name)) {
        throw new IllegalArgumentException("expected a new entry name but found " + name);
      }
    }
  }

  private void requireLimit(String name, long position) throws IOException {
    if (position > ZipFormat.MAX_FILE_BYTES) {
      throw new IOException(
          "expected a bundle of at most "
              + ZipFormat.MAX_FILE_BYTES
              + " bytes but found "
              + position
              + " after "
              + name);
    }
  }

  private static long alignedDataOffset(long localOffset, int nameBytes) {
    long least =
        localOffset + ZipFormat.LOCAL_BYTES + nameBytes + ZipFormat.ALIGNMENT_EXTRA_MIN_BYTES;
    return (least + ZipFormat.ALIGNMENT - 1) / ZipFormat.ALIGNMENT * ZipFormat.ALIGNMENT;
  }

  private static ByteBuffer localHeader(Written entry, byte[] name, long dataOffset) {
    ByteBuffer header = littleEndian((int) (dataOffset - entry.localOffset()));
    int extraBytes = header.capacity() - ZipFormat.LOCAL_BYTES - name.length;
    header.putInt(ZipFormat.LOCAL_SIGNATURE);
    putCommonFields(header, entry, name.length);
    header.putShort((short) extraBytes);
    header.put(name);
    header.putShort(ZipFormat.ALIGNMENT_EXTRA_ID);
    header.putShort((short) (extraBytes - 4)); // without the id and this size
    header.putShort((short) ZipFormat.ALIGNMENT);
    Buffers.setRange(header, 0, header.capacity()); // the rest of the extra field stays zero
    return header;
  }

  /** The fields that a local and a central header have in common, in their order. */
  private static void putCommonFields(ByteBuffer header, Written entry, int nameBytes) {
    header.putShort(ZipFormat.VERSION);
    header.putShort((short) 0); // flags
    header.putShort(ZipFormat.STORED);
    header.putShort((short) 0); // time
    header.putShort(ZipFormat.DATE);
    header.putInt(entry.crc32());
    header.putInt((int) entry.bytes()); // compressed
    header.putInt((int) entry.bytes()); // uncompressed
    header.putShort((short) nameBytes);
  }

  private void finish() throws IOException {
    long start = channel.position();
    for (Written entry : entries) {
      Buffers.writeFully(channel, centralHeader(entry));
    }
    long end = channel.position();
    requireLimit("the central directory", end + ZipFormat.END_BYTES);
    ByteBuffer record = littleEndian(ZipFormat.END_BYTES);
    record.putInt(ZipFormat.END_SIGNATURE);
    record.putInt(0); // this disk, the directory's disk
    record.putShort((short) entries.size()); // on this disk
    record.putShort((short) entries.size());
    record.putInt((int) (end - start));
    record.putInt((int) start);
    record.putShort((short) 0); // comment length
    Buffers.setRange(record, 0, record.capacity());
    Buffers.writeFully(channel, record);
  }

  private static ByteBuffer centralHeader(Written entry) {
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = littleEndian(ZipFormat.CENTRAL_BYTES + name.length);
    header.putInt(ZipFormat.CENTRAL_SIGNATURE);
    header.putShort(ZipFormat.VERSION); // made by
    putCommonFields(header, entry, name.length);
    header.putShort((short) 0); // extra length
    header.putShort((short) 0); // comment length
    header.putShort((short) 0); // disk
    header.putShort((short) 0); // internal attributes
    header.putInt(0); // external attributes
    header.putInt((int) entry.localOffset());
    header.put(name);
    Buffers.setRange(header, 0, header.capacity());
    return header;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
