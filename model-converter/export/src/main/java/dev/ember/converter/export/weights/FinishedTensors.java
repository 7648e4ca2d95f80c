package dev.ember.converter.export.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ember.inference.file.Buffers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors of half-written files are whole: a log beside them, so that work that was killed
 * goes on where it was. A tensor counts only if the file's bytes still have the checksum of the
 * log, and a log only if it was begun for the same work.
 *
 * <p>A record is the length and the CRC-32 of what follows, then name, checksum and scales; the
 * first record is the identity of the work. A log that ends within a record ends before it.
 */
public final class FinishedTensors implements Closeable {
  private static final int MAX_RECORD_BYTES = 1 << 26; // scales of 16 million rows
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;
  private static final int CHECK_BYTES = 1 << 16;

  private final FileChannel log;
  private final Map<String, Entry> entries = new HashMap<>();

  /** A tensor that was written. */
  private static final class Entry {
    private final long checksum;
    private final float[] rowScales;

    Entry(long checksum, float[] rowScales) {
      this.checksum = checksum;
      this.rowScales = rowScales;
    }
  }

  private FinishedTensors(FileChannel log) {
    this.log = log;
  }

  /**
   * Opens or begins a log.
   *
   * @param identity of the work: source, quantization and whatever else changes a byte
   * @throws IOException if another program, or another part of this one, holds the log
   */
  public static FinishedTensors open(Path file, String identity) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(file);
      }
      FinishedTensors finished = new FinishedTensors(channel);
      finished.readAll(identity);
      return finished;
    } catch (OverlappingFileLockException held) {
      channel.close();
      throw inUse(file);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  /** How many tensors the log says are whole. */
  public int size() {
    return entries.size();
  }

  /**
   * Whether a tensor is whole in the file; its scales are then copied.
   *
   * @param ranges offset and length of each part
   */
  public boolean restore(String tensor, FileChannel file, List<long[]> ranges, float[] rowScales)
      throws IOException {
    Entry entry = entries.get(tensor);
    if (entry == null
        || entry.rowScales.length != rowScales.length
        || entry.checksum != checksum(file, ranges)) {
      return false;
    }
    System.arraycopy(entry.rowScales, 0, rowScales, 0, rowScales.length);
    return true;
  }

  /** Notes that a tensor is whole. */
  public void add(String tensor, FileChannel file, List<long[]> ranges, float[] rowScales)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(tensor);
    out.writeLong(checksum(file, ranges));
    for (float scale : rowScales) {
      out.writeFloat(scale);
    }
    append(bytes.toByteArray());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private void readAll(String identity) throws IOException {
    log.position(0);
    byte[] first = next();
    if (first == null || !identity.equals(new DataInputStream(stream(first)).readUTF())) {
      log.truncate(0);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new DataOutputStream(bytes).writeUTF(identity);
      append(bytes.toByteArray());
      return;
    }
    long end = log.position();
    for (byte[] record = next(); record != null; record = next()) {
      DataInputStream in = new DataInputStream(stream(record));
      String tensor = in.readUTF();
      long checksum = in.readLong();
      float[] rowScales = new float[in.available() / Float.BYTES];
      for (int i = 0; i < rowScales.length; i++) {
        rowScales[i] = in.readFloat();
      }
      entries.put(tensor, new Entry(checksum, rowScales));
      end = log.position();
    }
    log.truncate(end);
  }

  /** The next whole record, or null where the log ends or is damaged. */
  private byte @Nullable [] next() throws IOException {
    ByteBuffer head = read(HEAD_BYTES);
    if (head.hasRemaining()) {
      return null;
    }
    int length = head.getInt(0);
    if (length < 0 || length > MAX_RECORD_BYTES) {
      return null;
    }
    ByteBuffer record = read(length);
    byte[] bytes = record.array();
    return record.hasRemaining() || crc(bytes) != head.getLong(Integer.BYTES) ? null : bytes;
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = log.read(bytes);
    }
    return bytes;
  }

  private void append(byte[] record) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + record.length);
    bytes.putInt(0, record.length);
    bytes.putLong(Integer.BYTES, crc(record));
    System.arraycopy(record, 0, bytes.array(), HEAD_BYTES, record.length);
    log.position(log.size());
    Buffers.writeFully(log, bytes);
  }

  private static long checksum(FileChannel file, List<long[]> ranges) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer bytes = ByteBuffer.allocate(CHECK_BYTES);
    for (long[] range : ranges) {
      long end = range[0] + range[1];
      for (long at = range[0]; at < end; ) {
        Buffers.setRange(bytes, 0, (int) Math.min(CHECK_BYTES, end - at));
        int read = file.read(bytes, at);
        if (read < 0) {
          return -1; // the file is shorter: no CRC-32 is negative
        }
        crc.update(bytes.array(), 0, read);
        at += read;
      }
    }
    return crc.getValue();
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static IOException inUse(Path file) {
    return new IOException("expected no other work on " + file.getParent() + " but found some");
  }
}
