package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.Test;

public final class WeightEncoderTest {
  private static final int BLOCK_VALUES = 1 << 18;

  /** Counts instead of holding values: value (row, column) is row + 1, negative in odd columns. */
  private static final class CountingSource implements WeightSource {
    private int mostValues;

    @Override
    public DecoderConfig config() {
      return TinyModel.TIED;
    }

    @Override
    public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
      mostValues = Math.max(mostValues, count * tensor.columns());
      for (int i = 0; i < count * tensor.columns(); i++) {
        int value = firstRow + i / tensor.columns() + 1;
        into[i] = i % 2 == 0 ? value : -value;
      }
    }
  }

  @Test
  public void writeInt8_tensorLargerThanABlock_isReadInBlocks() throws IOException {
    CountingSource source = new CountingSource();
    TensorSpec tensor = new TensorSpec(TensorName.UNEMBEDDING, 5000, 300);
    long[] read = new long[1];
    WeightEncoder encoder = new WeightEncoder(source, values -> read[0] += values);
    float[] scales = encoder.scales(tensor);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encoder.writeInt8(tensor, scales, out);
    assertThat(source.mostValues).isLessThanOrEqualTo(BLOCK_VALUES);
    assertThat(read[0]).isEqualTo(2 * tensor.size());
    byte[] bytes = out.toByteArray();
    assertThat(bytes).hasSize(5000 * 300);
    for (int row = 0; row < 5000; row++) {
      assertThat(scales[row]).isEqualTo((row + 1) / 127f);
      assertThat(bytes[row * 300]).isEqualTo((byte) 127);
      assertThat(bytes[row * 300 + 299]).isEqualTo((byte) -127);
    }
  }

  @Test
  public void writeFloat32_values_areLittleEndian() throws IOException {
    TensorSpec tensor = new TensorSpec(TensorName.UNEMBEDDING, 3, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new WeightEncoder(new CountingSource(), values -> {}).writeFloat32(tensor, out);
    ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    float[] found = new float[6];
    bytes.asFloatBuffer().get(found);
    assertThat(found).containsExactly(1, -1, 2, -2, 3, -3);
  }

  @Test
  public void writeFloat32_rowLongerThanABlock_isABlockOfItsOwn() throws IOException {
    CountingSource source = new CountingSource();
    TensorSpec tensor = new TensorSpec(TensorName.UNEMBEDDING, 2, BLOCK_VALUES + 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new WeightEncoder(source, values -> {}).writeFloat32(tensor, out);
    assertThat(source.mostValues).isEqualTo(BLOCK_VALUES + 2);
    assertThat(out.size()).isEqualTo(2 * (BLOCK_VALUES + 2) * Float.BYTES);
  }
}
