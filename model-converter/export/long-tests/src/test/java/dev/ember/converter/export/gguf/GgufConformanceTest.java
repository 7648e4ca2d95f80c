package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Files of llama.cpp's own quantizer, against the values that its Python package decodes. */
public final class GgufConformanceTest {
  /** The list gives seven digits of each value. */
  private static final double SEVEN_DIGITS = 1e-6;

  /** The list gives six decimals of each sum. */
  private static final double SIX_DECIMALS = 1e-6;

  private static final int LISTED_VALUES = 8;

  private final Path folder = Path.of(System.getProperty("ember.vectors"), "gguf-quants");

  @Test
  public void tensors_ofEachFile_haveTheListedValuesAndSums() throws IOException {
    int tensors = 0;
    for (String line : Files.readAllLines(folder.resolve("dequant_reference.txt"))) {
      if (!line.startsWith("#")) {
        requireListed(line);
        tensors++;
      }
    }
    assertThat(tensors).isGreaterThan(100);
  }

  @Test
  public void ffnDown_ofEachFile_isBitForBitTheArray() throws IOException {
    int files = 0;
    for (Path file : list("*.gguf")) {
      String name = file.getFileName().toString().replace(".gguf", ".ffn_down.npy");
      try (GgufFile gguf = GgufFile.open(file)) {
        assertThat(values(gguf, "blk.0.ffn_down.weight")).isEqualTo(numpy(folder.resolve(name)));
      }
      files++;
    }
    assertThat(files).isEqualTo(9);
  }

  /** {@code file tensor type [rows, columns] eight values | sum error}. */
  private void requireListed(String line) throws IOException {
    String[] halves = line.replaceAll("\\[.*?\\] ", "").split(" \\| ", -1);
    String[] fields = halves[0].split(" ", -1);
    try (GgufFile gguf = GgufFile.open(folder.resolve(fields[0]))) {
      assertThat(gguf.tensor(fields[1]).type().toString()).isEqualTo(fields[2]);
      float[] values = values(gguf, fields[1]);
      for (int i = 0; i < LISTED_VALUES; i++) {
        double listed = Double.parseDouble(fields[3 + i]);
        assertThat((double) values[i])
            .as("%s %s", fields[0], fields[1])
            .isCloseTo(listed, within(Math.abs(listed) * SEVEN_DIGITS + Float.MIN_VALUE));
      }
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      double listed = Double.parseDouble(halves[1].split(" ", -1)[0]);
      assertThat(sum).as("%s %s", fields[0], fields[1]).isCloseTo(listed, within(SIX_DECIMALS));
    }
  }

  private List<Path> list(String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      return found;
    }
  }

  private static float[] values(GgufFile gguf, String name) throws IOException {
    GgufTensor tensor = gguf.tensor(name);
    float[] values = new float[(int) tensor.elements()];
    gguf.read(tensor, 0, (int) tensor.rows(), values, 0);
    return values;
  }

  /** Version 1 of NumPy's format: 8 bytes, the header's length in 2, a header, the data. */
  private static float[] numpy(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    assertThat(new String(bytes.array(), 10, header, StandardCharsets.US_ASCII))
        .contains("'<f4'", "'fortran_order': False");
    float[] values = new float[(bytes.capacity() - 10 - header) / Float.BYTES];
    bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
