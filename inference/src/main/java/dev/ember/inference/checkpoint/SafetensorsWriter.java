package dev.ember.inference.checkpoint;

import com.google.gson.stream.JsonWriter;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes tensors of floats to a safetensors file, one after another: only one tensor's values are
 * in memory at a time. The same tensors give the same bytes.
 *
 * <pre>
 * new SafetensorsWriter()
 *     .metadata("step", "100")
 *     .tensor("model.norm.weight", List.of(576L), () -> gamma)
 *     .write(path);
 * </pre>
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8; // of the data, as the reference implementation writes it
  private static final int CHUNK_FLOATS = 1 << 18; // 1 MiB on its way to the disk

  private record Tensor(List<Long> shape, long elements, Supplier<float[]> values) {}

  private final SafetensorsType type;
  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Writes float32: every bit is kept. */
  public SafetensorsWriter() {
    this(SafetensorsType.F32);
  }

  /**
   * Writes each value as the nearest of a type.
   *
   * @param type F32, or BF16 for half the size
   * @throws IllegalArgumentException if it is another type
   */
  public SafetensorsWriter(SafetensorsType type) {
    if (type != SafetensorsType.F32 && type != SafetensorsType.BF16) {
      throw new IllegalArgumentException("expected F32 or BF16 but found " + type);
    }
    this.type = type;
  }

  /** Adds a free fact. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * Adds a tensor; the order of calls is the order in the file.
   *
   * @param shape outermost dimension first
   * @param values asked once, when it is the tensor's turn; row-major
   * @throws IllegalArgumentException if the name is taken or a dimension is negative
   */
  public SafetensorsWriter tensor(String name, List<Long> shape, Supplier<float[]> values) {
    if (name.equals(SafetensorsHeader.METADATA) || tensors.containsKey(name)) {
      throw new IllegalArgumentException("expected a new tensor name but found " + name);
    }
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("expected no negative dimension but found " + shape);
      }
      elements = Math.multiplyExact(elements, dimension);
    }
    tensors.put(name, new Tensor(List.copyOf(shape), elements, values));
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IllegalArgumentException if a tensor's values do not fill its shape
   */
  public void write(Path path) throws IOException {
    AtomicFile.write(path, this::writeTo);
  }

  private void writeTo(FileChannel channel) throws IOException {
    Buffers.writeFully(channel, header());
    ByteBuffer chunk =
        ByteBuffer.allocateDirect(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      float[] values = entry.getValue().values().get();
      if (values.length != entry.getValue().elements()) {
        throw new IllegalArgumentException(
            "expected "
                + entry.getValue().elements()
                + " values of "
                + entry.getKey()
                + " but found "
                + values.length);
      }
      writeValues(channel, values, chunk);
    }
  }

  private ByteBuffer header() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setHtmlSafe(false);
      json.beginObject();
      if (!metadata.isEmpty()) {
        writeMetadata(json);
      }
      long begin = 0;
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        json.name(entry.getKey());
        begin = writeTensor(json, entry.getValue(), begin);
      }
      json.endObject();
    }
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(utf8, (utf8.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, utf8.length, padded.length, (byte) ' ');
    ByteBuffer header =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + padded.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded.length).put(padded);
    Buffers.setRange(header, 0, header.capacity());
    return header;
  }

  private void writeMetadata(JsonWriter json) throws IOException {
    json.name(SafetensorsHeader.METADATA).beginObject();
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
  }

  /** Returns where the tensor's data ends. */
  private long writeTensor(JsonWriter json, Tensor tensor, long begin) throws IOException {
    json.beginObject().name("dtype").value(type.name()).name("shape").beginArray();
    for (long dimension : tensor.shape()) {
      json.value(dimension);
    }
    long end = begin + tensor.elements() * type.bytes();
    json.endArray().name("data_offsets").beginArray().value(begin).value(end).endArray();
    json.endObject();
    return end;
  }

  private void writeValues(FileChannel channel, float[] values, ByteBuffer chunk)
      throws IOException {
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - from);
      Buffers.setRange(chunk, 0, count * type.bytes());
      if (type == SafetensorsType.F32) {
        chunk.asFloatBuffer().put(values, from, count);
      } else {
        ShortBuffer halves = chunk.asShortBuffer();
        for (int i = from; i < from + count; i++) {
          halves.put(HalfFloat.floatToBf16(values[i]));
        }
      }
      Buffers.writeFully(channel, chunk);
    }
  }
}
