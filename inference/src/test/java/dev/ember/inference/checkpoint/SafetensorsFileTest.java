package dev.ember.inference.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SafetensorsFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void floats_ofEachFloatType_areWidenedExactly() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(1.5f).putFloat(-0.1f); // F32
    data.putShort((short) 0x3c00).putShort((short) 0xc000); // F16: 1, -2
    data.putShort((short) 0x3f80).putShort((short) 0xc040); // BF16: 1, -3
    Path path =
        file(
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                + "'b':{'dtype':'F16','shape':[1,2],'data_offsets':[8,12]},"
                + "'c':{'dtype':'BF16','shape':[2,1],'data_offsets':[12,16]}}",
            data.array());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.floats("a")).containsExactly(1.5f, -0.1f);
      assertThat(file.floats("b")).containsExactly(1, -2);
      assertThat(file.floats("c")).containsExactly(1, -3);
      assertThat(file.names()).containsExactly("a", "b", "c");
      assertThat(file.tensor("c").shape()).containsExactly(2L, 1L);
    }
  }

  @Test
  public void floats_atOddOffset_areRead() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
    data.put((byte) 1).putFloat(7.25f);
    Path path =
        file(
            "{'mask':{'dtype':'BOOL','shape':[1],'data_offsets':[0,1]},"
                + "'w':{'dtype':'F32','shape':[],'data_offsets':[1,5]}}",
            data.array());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.floats("w")).containsExactly(7.25f);
      assertThat(file.tensor("w").shape()).isEmpty();
    }
  }

  @Test
  public void read_range_givesThatRangeOnly() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(tenFloats())) {
      float[] values = {-1, -1, -1, -1, -1};
      file.read(file.tensor("w"), 6, values, 1, 3);
      assertThat(values).containsExactly(-1, 6, 7, 8, -1);
    }
  }

  @Test
  public void read_acrossPieces_givesTheSameAsOnePiece() throws IOException {
    Path path = tenFloats();
    for (long pieceBytes : new long[] {8, 16, 24, 40, 48}) {
      try (SafetensorsFile file = SafetensorsFile.open(path, pieceBytes)) {
        assertThat(file.floats("w")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        float[] values = new float[7];
        file.read(file.tensor("w"), 2, values, 0, 7);
        assertThat(values).as("pieces of %d", pieceBytes).containsExactly(2, 3, 4, 5, 6, 7, 8);
      }
    }
  }

  @Test
  public void read_rangeBeyondTheTensor_isRefused() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(tenFloats())) {
      assertThatThrownBy(() -> file.read(file.tensor("w"), 8, new float[3], 0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("expected elements within 10 but found 8 + 3");
    }
  }

  @Test
  public void floats_ofIntegers_areRefused() throws IOException {
    Path path = file("{'i':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}", new byte[8]);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThatThrownBy(() -> file.floats("i"))
          .isInstanceOf(CheckpointFormatException.class)
          .hasMessageContaining("tensor i")
          .hasMessageEndingWith("expected F32, F16 or BF16 but found I64");
    }
  }

  @Test
  public void tensor_unknownName_isRefused() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(tenFloats())) {
      assertThatThrownBy(() -> file.tensor("v"))
          .isInstanceOf(CheckpointFormatException.class)
          .hasMessageContaining("tensor v");
    }
  }

  @Test
  public void open_emptyTensorAndMetadata_areAccepted() throws IOException {
    Path path =
        file(
            "{'__metadata__':{'format':'pt'},'e':{'dtype':'F32','shape':[0,3],"
                + "'data_offsets':[0,0]}}   ",
            new byte[0]);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).containsEntry("format", "pt").hasSize(1);
      assertThat(file.floats("e")).isEmpty();
    }
  }

  @Test
  public void open_malformedHeader_saysWhatIsWrong() throws IOException {
    String one = "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
    refuses("[]", 0, "expected an object");
    refuses("{'a", 0, "expected JSON");
    refuses("{} x", 0, "a syntax error after it");
    refuses(one + ",'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", 4, "\"w\" twice");
    refuses("{'w':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}", 4, "a known dtype");
    refuses("{'w':{'dtype':'F32','shape':[1]}}", 4, "an array at $.w.data_offsets");
    refuses("{'w':{'shape':[1],'data_offsets':[0,4]}}", 4, "a string at $.w.dtype");
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4,4]}}", 4, "two data_offsets");
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}}", 4, "\"x\"");
    refuses("{'w':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}", 4, "an integer");
    refuses("{'w':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}", 4, "an integer");
  }

  @Test
  public void open_impossibleOffsets_saysWhatIsWrong() throws IOException {
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}", 4, "within 4 bytes");
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}", 4, "within 4 bytes");
    refuses("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 4, "within 4 bytes");
    refuses("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}", 4, "8 bytes for F32 [2]");
    refuses("{'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}", 4, "a possible shape");
    refuses(
        "{'w':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}}",
        4,
        "a possible shape");
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", 8, "a hole at");
    refuses("{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", 8, "4 more bytes");
    refuses(
        "{'v':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'w':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
        8,
        "an overlap at");
  }

  @Test
  public void open_headerLongerThanTheFile_isRefusedBeforeAllocation() throws IOException {
    for (long length : new long[] {-1, Long.MIN_VALUE, 0, 1, 3, 1L << 40, Long.MAX_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(length).put((byte) '{').put((byte) '}');
      Path path = folder.newFile().toPath();
      Files.write(path, bytes.array());
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .isInstanceOf(CheckpointFormatException.class)
          .hasMessage(
              path
                  + ", offset 0: expected a header of 2 to 2 bytes but found "
                  + Long.toUnsignedString(length));
    }
  }

  @Test
  public void open_truncatedAnywhere_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(tenFloats());
    for (int bytes = 0; bytes < whole.length; bytes++) {
      Path path = folder.newFile().toPath();
      Files.write(path, Arrays.copyOf(whole, bytes));
      assertThatThrownBy(() -> SafetensorsFile.open(path).close())
          .as("%d of %d bytes", bytes, whole.length)
          .isInstanceOf(CheckpointFormatException.class);
    }
  }

  @Test
  public void open_headerNotUtf8_isRefused() throws IOException {
    Path path = file("{'\u00e9':1}", new byte[0]);
    byte[] bytes = Files.readAllBytes(path);
    bytes[11] = (byte) 0xff;
    Files.write(path, bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("a header in UTF-8");
  }

  private void refuses(String header, int dataBytes, String message) throws IOException {
    Path path = file(header, new byte[dataBytes]);
    assertThatThrownBy(() -> SafetensorsFile.open(path).close())
        .as(header)
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(message);
  }

  private Path tenFloats() throws IOException {
    Path path = folder.newFile().toPath();
    new SafetensorsWriter()
        .tensor("w", List.of(2L, 5L), () -> new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
        .write(path);
    return path;
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    Path path = folder.newFile().toPath();
    Files.write(path, bytes.array());
    return path;
  }
}
