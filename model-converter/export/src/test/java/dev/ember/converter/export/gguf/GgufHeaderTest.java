package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.Test;

/**
 * What is wrong with a file is said with place, expectation and finding, before memory is taken.
 */
public final class GgufHeaderTest {
  private static final String FILE = "small.gguf";

  @Test
  public void tensors_ofAGoodFile_haveTypeShapeAndPlace() throws IOException {
    for (int version : new int[] {2, 3}) {
      GgufHeader header = parse(GgufBuilder.tinyLlama().version(version));
      GgufTensor tensor = Objects.requireNonNull(header.tensors().get("blk.0.attn_k.weight"));
      assertThat(tensor.type()).isEqualTo(GgufType.F32);
      assertThat(tensor.columns()).isEqualTo(8);
      assertThat(tensor.rows()).isEqualTo(4);
      assertThat(tensor.bytes()).isEqualTo(4 * 8 * 4);
      assertThat(tensor.offset() % 32).isZero();
      assertThat(header.tensors()).hasSize(11);
    }
  }

  @Test
  public void tensors_withAnotherAlignment_areThere() throws IOException {
    byte[] data = {1, 2, 3, 4};
    for (int alignment : new int[] {1, 8, 128, 4096}) {
      GgufBuilder file =
          new GgufBuilder()
              .alignment(alignment)
              .tensor("a", 24, data, 4)
              .tensor("b", 24, data, 2, 2);
      byte[] bytes = file.bytes();
      GgufTensor tensor = Objects.requireNonNull(parse(file).tensors().get("b"));
      assertThat(tensor.offset() % alignment).isZero();
      int at = (int) tensor.offset();
      assertThat(Arrays.copyOfRange(bytes, at, at + 4)).isEqualTo(data);
    }
  }

  @Test
  public void magicAndVersion_ofAnotherFormat_areRefusedByName() {
    assertWrong(new GgufBuilder().magic("GGML"), "magic", "GGUF", "0x47474d4c");
    assertWrong(new GgufBuilder().magic("FUGG"), "magic", "GGUF", "big-endian");
    assertWrong(new GgufBuilder().version(1), "version", "version 2 or 3", "found 1");
    assertWrong(new GgufBuilder().version(4), "version", "version 2 or 3", "found 4");
    assertWrong(
        new GgufBuilder().version(3 << 24), "version", "little-endian", "3 of a big-endian file");
  }

  @Test
  public void counts_beyondLimitsOrFile_areRefused() {
    assertWrong(
        new GgufBuilder().claimTensors(65537), "tensor count", "at most 65536 tensors", "65537");
    assertWrong(
        new GgufBuilder().claimTensors(-1),
        "tensor count",
        "at most 65536",
        "18446744073709551615");
    assertWrong(
        new GgufBuilder().claimFacts(1L << 40), "metadata count", "at most 65536", "1099511627776");
    assertWrong(
        GgufBuilder.tinyLlama().claimFacts(60000),
        "metadata count",
        "before the end of the file",
        "found 60000");
    assertWrong(
        GgufBuilder.tinyLlama().claimTensors(12), "name of tensor 11", "one character", "none");
  }

  @Test
  public void lengths_beyondLimitsOrFile_areRefused() {
    assertWrong(
        new GgufBuilder().fact("k", 8, GgufBuilder.textOfLength(1L << 33, "x")),
        "key k",
        "at most 16777216 bytes of text",
        "8589934592");
    assertWrong(
        new GgufBuilder().fact("k", 8, GgufBuilder.textOfLength(100, "x")),
        "key k",
        "at most 1 bytes of text in 1 before the end of the file",
        "100");
    assertWrong(
        new GgufBuilder().array("k", 8, 1L << 60, new byte[0]),
        "key k",
        "at most 16777216 elements",
        "1152921504606846976");
    assertWrong(
        new GgufBuilder().array("k", 12, 1000, new byte[80]), "key k", "at most 10", "1000");
    assertWrong(
        new GgufBuilder().array("k", 8, 5, new byte[40 + 1]).claimFacts(2), "fact 1", "", "");
  }

  @Test
  public void values_thatAreNone_areRefused() {
    assertWrong(new GgufBuilder().fact("k", 13, new byte[8]), "key k", "from 0 to 12", "13");
    assertWrong(
        new GgufBuilder().array("k", -1, 1, new byte[8]), "key k", "from 0 to 12", "4294967295");
    assertWrong(new GgufBuilder().fact("k", 7, new byte[] {2}), "key k", "0 or 1", "found 2");
    assertWrong(
        new GgufBuilder().array("k", 7, 2, new byte[] {1, 7}), "key k", "0 or 1", "found 7");
    assertWrong(
        new GgufBuilder().uint32("k", 1).uint32("k", 1), "key k", "each key once", "a second time");
  }

  @Test
  public void arrays_tooDeep_areRefused() throws IOException {
    byte[] nested = GgufBuilder.array(4, 1, new byte[4]);
    for (int depth = 1; depth < 4; depth++) {
      assertThat(parse(new GgufBuilder().array("k", 9, 1, nested)).metadata().has("k")).isTrue();
      nested = GgufBuilder.array(9, 1, nested);
    }
    assertWrong(new GgufBuilder().array("k", 9, 1, nested), "key k", "at most 4 arrays", "more");
  }

  @Test
  public void text_notUtf8_isRefused() {
    byte[] malformed = {2, 0, 0, 0, 0, 0, 0, 0, (byte) 0xc3, '('};
    assertThatThrownBy(
            () -> parse(new GgufBuilder().fact("k", 8, malformed)).metadata().string("k"))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContaining("key k")
        .hasMessageContaining("UTF-8");
  }

  @Test
  public void alignment_thatIsNone_isRefused() {
    for (int alignment : new int[] {0, 3, 48, -32}) {
      assertWrong(
          new GgufBuilder().uint32("general.alignment", alignment),
          "key general.alignment",
          "a power of two",
          Long.toString(alignment & 0xffffffffL));
    }
    assertWrong(
        new GgufBuilder().string("general.alignment", "32"),
        "key general.alignment",
        "an integer",
        "STRING");
  }

  @Test
  public void shapes_thatAreNone_areRefused() {
    assertWrong(new GgufBuilder().tensor("t", 0, new byte[4]), "tensor t", "1 to 4", "found 0");
    assertWrong(
        new GgufBuilder().tensor("t", 0, new byte[4], 1, 1, 1, 1, 1), "tensor t", "1 to 4", "5");
    assertWrong(new GgufBuilder().tensor("t", 0, new byte[4], 1, 0), "tensor t", "possible", "x 0");
    assertWrong(
        new GgufBuilder().tensor("t", 0, new byte[4], 1L << 40, 1L << 40),
        "tensor t",
        "a possible shape",
        "1099511627776");
    assertWrong(
        new GgufBuilder().tensor("t", 0, new byte[4], -1), "tensor t", "a possible shape", "");
    assertWrong(
        new GgufBuilder().tensor("t", 2, new byte[18], 31),
        "tensor t",
        "a multiple of 32 values for Q4_0",
        "31");
    assertWrong(
        new GgufBuilder().tensor("n".repeat(65), 0, new byte[4], 1),
        "name of tensor 0",
        "at most 64 bytes",
        "65");
  }

  @Test
  public void types_unknown_areRefusedByNumber() {
    for (int type : new int[] {4, 31, 42, -1}) {
      assertWrong(
          new GgufBuilder().tensor("t", type, new byte[32], 32),
          "tensor t",
          "Q4_K",
          "number " + Integer.toUnsignedString(type));
    }
  }

  @Test
  public void places_outsideOrTwice_areRefused() {
    assertWrong(
        new GgufBuilder().floats("t", 8).at(1L << 40), "tensor t", "the end of the file", "a file");
    assertWrong(
        new GgufBuilder().floats("t", 8).at(Long.MAX_VALUE - 31),
        "tensor t",
        "32 bytes before",
        "");
    assertWrong(new GgufBuilder().floats("t", 8).at(4), "tensor t", "a multiple of 32", "found 4");
    assertWrong(
        new GgufBuilder().floats("t", 8).at(-32), "tensor t", "a multiple", "18446744073709551584");
    assertWrong(
        new GgufBuilder().floats("a", 8).floats("b", 8).at(0), "tensor b", "that of a", "overlap");
    assertWrong(
        new GgufBuilder().floats("a", 16).floats("b", 8).at(32),
        "tensor b",
        "that of a",
        "overlap");
    assertWrong(
        new GgufBuilder().floats("a", 8).floats("a", 8), "tensor a", "each name once", "second");
    assertWrong(
        new GgufBuilder().tensor("t", 0, new byte[28], 8), "tensor t", "its 32 bytes", "a file of");
  }

  @Test
  public void everyTruncation_isRefused() throws IOException {
    byte[] whole =
        GgufBuilder.tinyLlama().strings("words", List.of("one", "two")).bool("b", true).bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> parse(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(GgufFormatException.class)
          .hasMessageContaining(FILE);
    }
    assertThat(parse(whole).tensors()).isNotEmpty();
  }

  private static void assertWrong(GgufBuilder file, String place, String expected, String found) {
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageStartingWith(FILE + ", ")
        .hasMessageContainingAll(place, ", offset ", "expected ", expected, "but found ", found);
  }

  private static GgufHeader parse(GgufBuilder file) throws IOException {
    return parse(file.bytes());
  }

  private static GgufHeader parse(byte[] bytes) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return GgufHeader.parse(FILE, header, 0, bytes.length);
  }
}
