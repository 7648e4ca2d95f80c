package dev.ember.converter.export.smoothing;

import dev.ember.inference.file.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Factors that were found, in a file, so that work which was cut off behind the search need not
 * search again. The file counts only for the same search, and only with its checksum.
 *
 * <p>It is the CRC-32 of the rest, then the identity of the search, then the factors of columns and
 * of rows: how many tensors, and of each the name, how many factors, and a byte for the exponent of
 * each.
 */
public final class SmoothingFile {
  private final Path file;

  public SmoothingFile(Path file) {
    this.file = file;
  }

  /**
   * The factors that a search finds, or found when this file was written.
   *
   * @param threads of the search
   * @param progress of the search
   * @throws IOException if the weights cannot be read, or the file not be written
   */
  public Smoothing find(SmoothingSearch search, int threads, DoubleConsumer progress)
      throws IOException {
    String identity = search.identity();
    Smoothing known = read(identity);
    if (known != null) {
      return known;
    }
    Smoothing found = search.run(threads, progress);
    write(identity, found);
    return found;
  }

  private @Nullable Smoothing read(String identity) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    int head = Long.BYTES;
    if (bytes.length < head || ByteBuffer.wrap(bytes).getLong() != crc(bytes, head)) {
      return null;
    }
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, head, bytes.length - head));
    return identity.equals(in.readUTF()) ? new Smoothing(factors(in), factors(in)) : null;
  }

  private void write(String identity, Smoothing smoothing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0); // the place of the checksum
    out.writeUTF(identity);
    write(smoothing.columns(), out);
    write(smoothing.rows(), out);
    byte[] content = bytes.toByteArray();
    ByteBuffer.wrap(content).putLong(0, crc(content, Long.BYTES));
    AtomicFile.write(file, content);
  }

  private static void write(Map<String, float[]> factors, DataOutputStream out) throws IOException {
    out.writeInt(factors.size());
    for (Map.Entry<String, float[]> tensor : new TreeMap<>(factors).entrySet()) {
      out.writeUTF(tensor.getKey());
      out.writeInt(tensor.getValue().length);
      for (float factor : tensor.getValue()) {
        out.writeByte(Math.getExponent(factor));
      }
    }
  }

  private static Map<String, float[]> factors(DataInputStream in) throws IOException {
    Map<String, float[]> factors = new HashMap<>();
    int tensors = in.readInt();
    for (int i = 0; i < tensors; i++) {
      String name = in.readUTF();
      float[] values = new float[in.readInt()];
      for (int j = 0; j < values.length; j++) {
        values[j] = Math.scalb(1f, in.readByte());
      }
      factors.put(name, values);
    }
    return factors;
  }

  private static long crc(byte[] bytes, int from) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return crc.getValue();
  }
}
