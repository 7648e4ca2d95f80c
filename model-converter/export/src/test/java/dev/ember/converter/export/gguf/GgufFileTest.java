package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class GgufFileTest {
  private static final int Q8_0 = 8;
  private static final int SEED = 7;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void read_anyRows_areThoseOfTheWhole() throws IOException {
    byte[] stored = q8(40 * 3);
    Path file = write(new GgufBuilder().floats("first", 5).tensor("q", Q8_0, stored, 96, 40));
    for (int pieceBytes : new int[] {1 << 30, 100}) { // in one mapping, and cut within blocks
      try (GgufFile gguf = GgufFile.open(file, pieceBytes)) {
        GgufTensor tensor = gguf.tensor("q");
        float[] whole = new float[96 * 40];
        gguf.read(tensor, 0, 40, whole, 0);
        assertThat(whole[0]).isEqualTo(stored[2] * 0.5f);
        for (int first = 0; first < 40; first += 3) {
          int rows = Math.min(7, 40 - first);
          float[] some = new float[2 + rows * 96];
          gguf.read(tensor, first, rows, some, 2);
          for (int i = 0; i < rows * 96; i++) {
            assertThat(some[2 + i]).isEqualTo(whole[first * 96 + i]);
          }
        }
      }
    }
  }

  @Test
  public void read_moreThanAChunk_isTheSame() throws IOException {
    byte[] stored = q8(5000); // more than is decoded at a time
    Path file = write(new GgufBuilder().tensor("q", Q8_0, stored, 32, 5000));
    try (GgufFile gguf = GgufFile.open(file)) {
      float[] values = new float[32 * 5000];
      gguf.read(gguf.tensor("q"), 0, 5000, values, 0);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isEqualTo(stored[i / 32 * 34 + 2 + i % 32] * 0.5f);
      }
    }
  }

  @Test
  public void read_behindTwoGibibytes_findsTheTensor() throws IOException {
    Path file = write(new GgufBuilder().floats("small", 8).floats("far", 8).at(3L << 30));
    byte[] header = Files.readAllBytes(file);
    int dataStart = header.length - 64;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(dataStart + (3L << 30));
      sparse.write(header, header.length - 32, 32);
    }
    try (GgufFile gguf = GgufFile.open(file)) {
      float[] values = new float[8];
      gguf.read(gguf.tensor("far"), 0, 1, values, 0);
      assertThat(values[1]).isEqualTo(1 + 1 / 64f);
    }
  }

  @Test
  public void read_outsideOfTensorOrArray_isTheCallersFault() throws IOException {
    try (GgufFile gguf = GgufFile.open(write(new GgufBuilder().floats("t", 8, 4)))) {
      GgufTensor tensor = gguf.tensor("t");
      assertThatThrownBy(() -> gguf.read(tensor, 3, 2, new float[16], 0))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("within 4 but found 3 + 2");
      assertThatThrownBy(() -> gguf.read(tensor, 0, 2, new float[16], 1))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("but found 15");
    }
  }

  @Test
  public void read_aTypeThatIsNotDecoded_isRefusedByName() throws IOException {
    Path file = write(new GgufBuilder().tensor("t", 16, new byte[66], 256));
    try (GgufFile gguf = GgufFile.open(file)) {
      assertThat(gguf.tensor("t").type()).isEqualTo(GgufType.IQ2_XXS);
      assertThatThrownBy(() -> gguf.read(gguf.tensor("t"), 0, 1, new float[256], 0))
          .isInstanceOf(GgufFormatException.class)
          .hasMessageContainingAll("one.gguf, tensor t", "IQ4_XS", "found IQ2_XXS");
      assertThatThrownBy(() -> gguf.tensor("u"))
          .isInstanceOf(GgufFormatException.class)
          .hasMessageContainingAll("tensor u", "none among 1");
    }
  }

  @Test
  public void open_anyFileOfASplitModel_readsAllOfThem() throws IOException {
    writeSplit(3);
    for (int i = 1; i <= 3; i++) {
      try (GgufFile gguf = GgufFile.open(shard(i, 3))) {
        assertThat(gguf.tensors()).extracting(GgufTensor::name).containsExactly("t0", "t1", "t2");
        assertThat(gguf.metadata().string("general.architecture")).isEqualTo("llama");
        float[] values = new float[8];
        gguf.read(gguf.tensor("t2"), 0, 1, values, 0);
        assertThat(values).containsExactly(2, 2, 2, 2, 2, 2, 2, 2);
      }
    }
  }

  @Test
  public void open_withAFileMissing_namesIt() throws IOException {
    writeSplit(3);
    Files.delete(shard(2, 3));
    assertThatThrownBy(() -> GgufFile.open(shard(1, 3)))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("model-00002-of-00003.gguf", "file 2 of 3", "none");
  }

  @Test
  public void open_withFilesThatDoNotBelongTogether_saysWhichAndWhy() throws IOException {
    writeSplit(2);
    split(0, 3, "t1").write(shard(2, 2));
    assertSplitWrong("model-00002-of-00002.gguf", "key split.count", "2 files", "3 files");
    split(0, 2, "t1").write(shard(2, 2));
    assertSplitWrong("model-00002-of-00002.gguf", "key split.no", "expected 1", "found 0");
    split(1, 2, "t0").write(shard(2, 2));
    assertSplitWrong("model-00002-of-00002.gguf", "tensor t0", "once in all files", "second");
    split(1, 2, "t1").floats("t2", 8).write(shard(2, 2));
    assertSplitWrong("model-00001-of-00002.gguf", "split.tensors.count", "expected 3", "found 2");
    new GgufBuilder().floats("t1", 8).write(shard(2, 2));
    assertSplitWrong("model-00002-of-00002.gguf", "key split.count", "2 files", "0 files");
  }

  @Test
  public void open_oneOfSeveralUnderAnotherName_isRefused() throws IOException {
    Path file = folder.getRoot().toPath().resolve("renamed.gguf");
    split(0, 2, "t0").write(file);
    assertThatThrownBy(() -> GgufFile.open(file))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("renamed.gguf", "split.count", "1 files", "2 files");
  }

  /** What a file is, it says itself: a name may be left from a split, or made up. */
  @Test
  public void open_aWholeFileUnderTheNameOfAPart_opensItAlone() throws IOException {
    new GgufBuilder().floats("t", 8).write(shard(1, 3));
    try (GgufFile gguf = GgufFile.open(shard(1, 3))) {
      assertThat(gguf.tensors()).extracting(GgufTensor::name).containsExactly("t");
    }
    split(0, 1, "t").write(shard(2, 3));
    try (GgufFile gguf = GgufFile.open(shard(2, 3))) {
      assertThat(gguf.wrong(gguf.tensor("t"), "x", "y")).hasMessageContaining(shard(2, 3) + ",");
    }
  }

  @Test(timeout = 2000)
  public void open_aHeaderOfAHundredMegabytes_isRefusedAtOnce() throws IOException {
    Path file = folder.getRoot().toPath().resolve("long.gguf");
    int arrays = 7;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(new GgufBuilder().claimFacts(arrays).bytes());
      for (int i = 0; i < arrays; i++) {
        byte[] fact = new GgufBuilder().array("k" + i, 0, 1 << 24, new byte[0]).bytes();
        sparse.write(fact, 24, fact.length - 24); // behind magic, version and counts
        sparse.seek(sparse.getFilePointer() + (1 << 24));
      }
      sparse.setLength(sparse.getFilePointer());
    }
    assertThatThrownBy(() -> GgufFile.open(file))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("key k3", "within the longest header");
  }

  private void assertSplitWrong(String... parts) {
    assertThatThrownBy(() -> GgufFile.open(shard(1, 2)))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll(parts);
  }

  private void writeSplit(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      split(i, count, "t" + i).write(shard(i + 1, count));
    }
  }

  private static GgufBuilder split(int number, int count, String tensor) {
    GgufBuilder file = new GgufBuilder();
    if (number == 0) {
      file.string("general.architecture", "llama");
    }
    float[] values = new float[8];
    Arrays.fill(values, number);
    return file.fact("split.no", 2, new byte[] {(byte) number, 0})
        .fact("split.count", 2, new byte[] {(byte) count, 0})
        .fact("split.tensors.count", 5, new byte[] {(byte) count, 0, 0, 0})
        .floats(tensor, values, 8);
  }

  private Path shard(int number, int count) {
    return folder.getRoot().toPath().resolve("model-0000" + number + "-of-0000" + count + ".gguf");
  }

  private Path write(GgufBuilder builder) throws IOException {
    Path file = folder.getRoot().toPath().resolve("one.gguf");
    builder.write(file);
    return file;
  }

  /** Blocks of random codes with the scale 0.5. */
  private static byte[] q8(int blocks) {
    byte[] stored = new byte[blocks * 34];
    new Random(SEED).nextBytes(stored);
    ByteBuffer scales = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < blocks; i++) {
      scales.putShort(i * 34, (short) 0x3800); // 0.5 in binary16
    }
    return stored;
  }
}
