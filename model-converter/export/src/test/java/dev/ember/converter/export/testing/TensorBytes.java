package dev.ember.converter.export.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.checkpoint.SafetensorsType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A safetensors file in the making, of every type that is read, right unless a test damages it. */
public final class TensorBytes {
  private final JsonObject header = new JsonObject();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  public TensorBytes add(String name, SafetensorsType type, List<Long> shape, float... values) {
    JsonArray offsets = new JsonArray();
    offsets.add(data.size());
    data.writeBytes(bytes(type, values));
    offsets.add(data.size());
    JsonArray dimensions = new JsonArray();
    shape.forEach(dimensions::add);
    JsonObject tensor = new JsonObject();
    tensor.addProperty("dtype", type.name());
    tensor.add("shape", dimensions);
    tensor.add("data_offsets", offsets);
    header.add(name, tensor);
    return this;
  }

  /** The header, for a test to damage. */
  public JsonObject header() {
    return header;
  }

  public byte[] toBytes() {
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json).put(data.toByteArray());
    return file.array();
  }

  public void write(Path file) throws IOException {
    Files.write(file, toBytes());
  }

  private static byte[] bytes(SafetensorsType type, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (type) {
        case F32 -> bytes.putFloat(value);
        case F16 -> bytes.putShort(HalfFloat.floatToF16(value));
        case BF16 -> bytes.putShort(HalfFloat.floatToBf16(value));
        default -> throw new IllegalArgumentException("expected a float type: " + type);
      }
    }
    return bytes.array();
  }
}
