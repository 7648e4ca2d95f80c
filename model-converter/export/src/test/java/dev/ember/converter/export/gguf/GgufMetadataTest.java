package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

public final class GgufMetadataTest {

  @Test
  public void value_ofEachType_isRead() throws IOException {
    GgufMetadata facts =
        parse(
            new GgufBuilder()
                .fact("u8", 0, new byte[] {-1})
                .fact("i8", 1, new byte[] {-1})
                .fact("u16", 2, new byte[] {-2, -1})
                .fact("i16", 3, new byte[] {-2, -1})
                .uint32("u32", -1)
                .fact("i32", 5, new byte[] {-1, -1, -1, -1})
                .float32("f32", 1.5f)
                .bool("yes", true)
                .bool("no", false)
                .string("text", "Größe 中")
                .fact("u64", 10, little().putLong(1L << 62).array())
                .fact("i64", 11, little().putLong(-1L << 62).array())
                .fact("f64", 12, little().putDouble(0.1).array()));

    assertThat(facts.integer("u8")).isEqualTo(255);
    assertThat(facts.integer("i8")).isEqualTo(-1);
    assertThat(facts.integer("u16")).isEqualTo(65534);
    assertThat(facts.integer("i16")).isEqualTo(-2);
    assertThat(facts.integer("u32")).isEqualTo(4294967295L);
    assertThat(facts.integer("i32")).isEqualTo(-1);
    assertThat(facts.number("f32")).isEqualTo(1.5);
    assertThat(facts.bool("yes")).isTrue();
    assertThat(facts.bool("no")).isFalse();
    assertThat(facts.string("text")).isEqualTo("Größe 中");
    assertThat(facts.integer("u64")).isEqualTo(1L << 62);
    assertThat(facts.integer("i64")).isEqualTo(-1L << 62);
    assertThat(facts.number("f64")).isEqualTo(0.1);
    assertThat(facts.keys()).hasSize(13);
  }

  @Test
  public void array_ofEachKind_isRead() throws IOException {
    GgufMetadata facts =
        parse(
            new GgufBuilder()
                .strings("words", List.of("a", "", "中"))
                .int32s("numbers", -1, 2)
                .float32s("scores", 0.5f, -3)
                .array("flags", 7, 3, new byte[] {1, 0, 1})
                .array("bytes", 0, 2, new byte[] {7, -1})
                .strings("nothing", List.of()));

    assertThat(facts.strings("words")).containsExactly("a", "", "中");
    assertThat(facts.integers("numbers")).containsExactly(-1, 2);
    assertThat(facts.floats("scores")).containsExactly(0.5f, -3);
    assertThat(facts.integers("flags")).containsExactly(1, 0, 1);
    assertThat(facts.integers("bytes")).containsExactly(7, 255);
    assertThat(facts.strings("nothing")).isEmpty();
    assertThat(facts.size("words")).isEqualTo(3);
  }

  @Test
  public void text_isShortAndReadable() throws IOException {
    byte[] inner = GgufBuilder.array(4, 2, new byte[8]);
    GgufMetadata facts =
        parse(
            new GgufBuilder()
                .uint32("number", 32)
                .bool("flag", true)
                .strings("words", List.of("a", "b", "c", "d", "e"))
                .array("nested", 9, 1, inner)
                .fact("huge", 10, little().putLong(-1).array())
                .string("long", "x".repeat(300)));

    assertThat(facts.text("number")).isEqualTo("32");
    assertThat(facts.text("flag")).isEqualTo("true");
    assertThat(facts.text("words")).isEqualTo("[5 x STRING] a, b, c, d, ...");
    assertThat(facts.text("nested")).isEqualTo("[1 x ARRAY] [[2 x UINT32]]");
    assertThat(facts.text("huge")).isEqualTo("18446744073709551615");
    assertThat(facts.text("long")).isEqualTo("x".repeat(200) + "...");
  }

  @Test
  public void unasked_afterReading_areTheOthers() throws IOException {
    GgufMetadata facts =
        parse(
            new GgufBuilder()
                .uint32("llama.b", 1)
                .uint32("llama.a", 1)
                .uint32("llama.read", 1)
                .uint32("general.x", 1));
    assertThat(facts.integer("llama.read")).isEqualTo(1);

    assertThat(facts.unasked("llama.")).containsExactly("llama.a", "llama.b");
  }

  @Test
  public void value_ofAnotherType_saysKeyPlaceAndBothTypes() throws IOException {
    GgufMetadata facts =
        parse(
            new GgufBuilder()
                .string("text", "x")
                .uint32("number", 7)
                .float32("float", Float.NaN)
                .fact("huge", 10, little().putLong(-1).array())
                .int32s("numbers", 1, 2));

    assertWrong(() -> facts.integer("text"), "key text", "an integer", "STRING");
    assertWrong(() -> facts.string("number"), "key number", "a STRING", "UINT32");
    assertWrong(() -> facts.number("number"), "key number", "FLOAT32", "UINT32");
    assertWrong(() -> facts.bool("number"), "key number", "a BOOL", "UINT32");
    assertWrong(() -> facts.number("float"), "key float", "a finite number", "NaN");
    assertWrong(() -> facts.integer("huge"), "key huge", "below 2^63", "18446744073709551615");
    assertWrong(() -> facts.int32("number", 8), "key number", "from 8 to 2147483647", "7");
    assertWrong(() -> facts.strings("numbers"), "key numbers", "STRING", "[2 x INT32]");
    assertWrong(() -> facts.floats("numbers"), "key numbers", "FLOAT32", "[2 x INT32]");
    assertWrong(() -> facts.integers("text"), "key text", "an array", "STRING");
    assertWrong(() -> facts.integer("numbers"), "key numbers", "one value", "[2 x INT32]");
    assertWrong(() -> facts.string("absent"), "key absent", "this key", "none among 5");
  }

  private static void assertWrong(
      ThrowingCallable read, String place, String expected, String found) {
    assertThatThrownBy(read)
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("small.gguf, " + place + ", offset ", expected, found);
  }

  private static GgufMetadata parse(GgufBuilder file) throws IOException {
    byte[] bytes = file.bytes();
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return GgufHeader.parse("small.gguf", header, 0, bytes.length).metadata();
  }

  private static ByteBuffer little() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
