package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.checkpoint.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The bytes of each encoding, written here by hand. */
public final class TensorReaderTest {
  private static final int ROWS = 2;
  private static final int COLUMNS = 64;
  private static final int SCALES = 256;
  private static final int CONSTANTS = 320;
  private static final int CONSTANT_SCALES = 384;

  private final ByteBuffer entry = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  public void read_float16_isExact() {
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      entry.putShort(2 * i, HalfFloat.floatToF16(i / 4f - 9));
    }
    TensorView view = view("float16", -1, -1, -1);
    float[] row = new float[COLUMNS + 1];
    view.reader().read(1, row, 1);
    assertThat(view.quantized()).isFalse();
    assertThat(row[1]).isEqualTo(64 / 4f - 9);
    assertThat(row[COLUMNS]).isEqualTo(127 / 4f - 9);
  }

  @Test
  public void read_int4Blocks_isNibbleTimesScaleOfItsBlock() {
    putNibbles();
    TensorView view = view("int4-blocks", SCALES, -1, -1);
    assertThat(view.quantized()).isTrue();
    for (int row = 0; row < ROWS; row++) {
      float[] values = new float[COLUMNS];
      view.reader().read(row, values, 0);
      for (int i = 0; i < COLUMNS; i++) {
        assertThat(values[i]).isEqualTo(nibble(row, i) * scale(row, i / 32));
      }
    }
  }

  @Test
  public void read_int4Kept_addsTheConstantOfItsBlock() {
    putNibbles();
    for (int row = 0; row < ROWS; row++) {
      entry.put(CONSTANTS + 2 * row, (byte) (-100 + row));
      entry.put(CONSTANTS + 2 * row + 1, (byte) (127 - row));
      entry.putFloat(CONSTANT_SCALES + 4 * row, 0.5f + row);
    }
    TensorView view = view("int4-kept", SCALES, CONSTANTS, CONSTANT_SCALES);
    float[] values = view.toFloats();
    for (int i = 0; i < values.length; i++) {
      int row = i / COLUMNS;
      int block = i % COLUMNS / 32;
      float constant = (block == 0 ? -100 + row : 127 - row) * (0.5f + row);
      assertThat(values[i]).isEqualTo(nibble(row, i % COLUMNS) * scale(row, block) + constant);
    }
  }

  @Test
  public void read_backAndForthBySeveralReaders_isEachRow() {
    putNibbles();
    for (int i = 0; i < 2 * ROWS * COLUMNS; i++) {
      entry.put(i, (byte) (i % 113)); // finite as halves, too
    }
    for (int row = 0; row < ROWS; row++) {
      entry.put(CONSTANTS + 2 * row, (byte) (row + 1));
      entry.putFloat(CONSTANT_SCALES + 4 * row, 0.5f + row);
    }
    for (String type : List.of("float32", "float16", "int8", "int4-blocks", "int4-kept")) {
      TensorView view =
          switch (type) {
            case "float32" -> TensorView.of(ramp(), COLUMNS);
            case "float16" -> view(type, -1, -1, -1);
            case "int8" -> view(type, CONSTANT_SCALES, -1, -1);
            case "int4-blocks" -> view(type, SCALES, -1, -1);
            default -> view(type, SCALES, CONSTANTS, CONSTANT_SCALES);
          };
      float[] all = view.toFloats();
      TensorReader one = view.reader();
      TensorReader other = view.reader();
      for (int row : new int[] {1, 0, 1, 1, 0}) {
        assertThat(row(one, row)).as(type).isEqualTo(rowOf(all, row));
        assertThat(row(other, ROWS - 1 - row)).as(type).isEqualTo(rowOf(all, ROWS - 1 - row));
      }
    }
  }

  private static float[] row(TensorReader reader, int row) {
    float[] values = new float[COLUMNS];
    reader.read(row, values, 0);
    return values;
  }

  private static float[] rowOf(float[] all, int row) {
    return Arrays.copyOfRange(all, row * COLUMNS, (row + 1) * COLUMNS);
  }

  private static float[] ramp() {
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 40.5f;
    }
    return values;
  }

  @Test
  public void read_outside_throws() {
    TensorView view = view("float16", -1, -1, -1);
    assertThatThrownBy(() -> view.reader().read(2, new float[COLUMNS], 0))
        .hasMessage("expected a row below 2 but found 2");
  }

  /** Every nibble in the low half and in the high one. */
  private void putNibbles() {
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < COLUMNS; i += 2) {
        int low = nibble(row, i) & 15;
        int high = nibble(row, i + 1) & 15;
        entry.put((row * COLUMNS + i) / 2, (byte) (low | high << 4));
      }
      for (int block = 0; block < 2; block++) {
        entry.putShort(SCALES + 2 * (2 * row + block), HalfFloat.floatToF16(scale(row, block)));
      }
    }
  }

  private static int nibble(int row, int column) {
    return (column + row * 5) % 16 - 8;
  }

  private static float scale(int row, int block) {
    return 0.125f + row + 2 * block;
  }

  private TensorView view(String type, long scales, long constants, long constantScales) {
    return new TensorView(
        new Manifest.TensorEntry(
            "w", type, ROWS, COLUMNS, "model.tflite", 0, scales, constants, constantScales),
        entry);
  }
}
