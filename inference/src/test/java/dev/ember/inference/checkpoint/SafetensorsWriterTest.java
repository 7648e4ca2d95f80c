package dev.ember.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SafetensorsWriterTest {
  private static final long SEED = 42;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void write_thenRead_givesTheSameBits() throws IOException {
    float[] large = randomBits(300_000); // more than one chunk
    float[] special = {0f, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY};
    Path path = folder.getRoot().toPath().resolve("model.safetensors");
    new SafetensorsWriter()
        .metadata("step", "7 \"seven\" é")
        .tensor("large", List.of(300L, 1000L), () -> large)
        .tensor("empty", List.of(0L), () -> new float[0])
        .tensor("special", List.of(5L), () -> special)
        .write(path);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).containsOnlyKeys("step").containsValue("7 \"seven\" é");
      assertThat(file.names()).containsExactly("large", "empty", "special");
      assertThat(bits(file.floats("large"))).containsExactly(bits(large));
      assertThat(bits(file.floats("special"))).containsExactly(bits(special));
      assertThat(file.tensor("large").shape()).containsExactly(300L, 1000L);
    }
  }

  @Test
  public void write_layout_isThatOfTheFormat() throws IOException {
    Path path = folder.getRoot().toPath().resolve("one.safetensors");
    new SafetensorsWriter().tensor("w", List.of(2L), () -> new float[] {1, -2}).write(path);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(bytes.getLong()).isEqualTo(padded);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < padded; i++) {
      text.append((char) bytes.get());
    }
    assertThat(text.toString()).startsWith(header);
    assertThat(text.substring(header.length())).isBlank();
    assertThat(bytes.getFloat()).isEqualTo(1f);
    assertThat(bytes.getFloat()).isEqualTo(-2f);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  public void write_bfloat16_isHalfAsLargeAndTheNearest() throws IOException {
    float[] values = new float[300_000]; // more than one chunk
    Random random = new Random(SEED);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Path path = folder.getRoot().toPath().resolve("half.safetensors");
    new SafetensorsWriter(SafetensorsType.BF16)
        .tensor("w", List.of(300L, 1000L), () -> values)
        .tensor("v", List.of(2L), () -> new float[] {1, -0.5f})
        .write(path);
    assertThat(Files.size(path)).isBetween(600_000L, 600_200L);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensor("w").type()).isEqualTo(SafetensorsType.BF16);
      assertThat(file.floats("v")).containsExactly(1, -0.5f); // both are bfloat16 as they are
      float[] read = file.floats("w");
      for (int i = 0; i < values.length; i++) {
        // 8 significant bits: half a unit in the last place is 2^-8 of the value's power of two.
        assertThat(Math.abs(read[i] - values[i]))
            .as("value %d", i)
            .isLessThanOrEqualTo(Math.scalb(1f, Math.getExponent(values[i]) - 8));
      }
    }
  }

  @Test
  public void newWriter_anotherType_isRefused() {
    assertThatThrownBy(() -> new SafetensorsWriter(SafetensorsType.F16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected F32 or BF16 but found F16");
  }

  @Test
  public void write_wrongNumberOfValues_leavesTheOldFile() throws IOException {
    Path path = folder.newFile("old.safetensors").toPath();
    Files.write(path, new byte[] {1, 2, 3});
    SafetensorsWriter writer =
        new SafetensorsWriter().tensor("w", List.of(2L, 2L), () -> new float[3]);
    assertThatThrownBy(() -> writer.write(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 4 values of w but found 3");
    assertThat(Files.readAllBytes(path)).containsExactly(1, 2, 3);
    assertThat(folder.getRoot().list()).containsExactly("old.safetensors");
  }

  @Test
  public void tensor_sameNameTwice_isRefused() {
    SafetensorsWriter writer = new SafetensorsWriter().tensor("w", List.of(), () -> new float[1]);
    assertThatThrownBy(() -> writer.tensor("w", List.of(), () -> new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a new tensor name but found w");
  }

  @Test
  public void tensor_negativeDimension_isRefused() {
    assertThatThrownBy(() -> new SafetensorsWriter().tensor("w", List.of(-1L), () -> new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1]");
  }

  private static float[] randomBits(int count) {
    Random random = new Random(SEED);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
