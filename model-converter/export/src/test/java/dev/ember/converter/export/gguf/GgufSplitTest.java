package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class GgufSplitTest {
  private static final GgufSplit WHOLE = new GgufSplit(1, 1);

  @Test
  public void read_factsBehindOthersOfEveryType_findsThem() throws IOException {
    GgufBuilder file =
        GgufBuilder.tinyLlama()
            .strings("tokenizer.ggml.tokens", List.of("a", "", "split.count"))
            .float32s("tokenizer.ggml.scores", 1, 2, 3)
            .bool("general.x", true)
            .array("nested", 9, 1, GgufBuilder.array(7, 2, new byte[] {1, 0}))
            .fact("split.no", 2, new byte[] {1, 0})
            .fact("wide", 12, new byte[8])
            .fact("split.count", 2, new byte[] {3, 0});
    assertThat(read(file.bytes())).isEqualTo(new GgufSplit(2, 3));
    assertThat(read(file.fact("split.count", 10, new byte[] {4, 0, 0, 0, 0, 0, 0, 0}).bytes()))
        .isEqualTo(new GgufSplit(2, 4));
  }

  @Test
  public void read_noSplitOrOneOfOne_isWhole() throws IOException {
    assertThat(read(GgufBuilder.tinyLlama().bytes())).isEqualTo(WHOLE);
    assertThat(read(GgufBuilder.tinyLlama().fact("split.count", 2, new byte[] {1, 0}).bytes()))
        .isEqualTo(WHOLE);
    assertThat(read(GgufBuilder.tinyLlama().string("split.count", "3").bytes())).isEqualTo(WHOLE);
  }

  @Test
  public void read_damaged_isWholeOrAPartAndNeverFails() throws IOException {
    byte[] good = part();
    int facts = 0;
    for (int length = 0; length < good.length; length++) {
      facts += read(Arrays.copyOf(good, length)).equals(WHOLE) ? 1 : 0;
    }
    assertThat(facts).isBetween(100, good.length - 100); // the data behind the facts is not read
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutant = good.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutant[random.nextInt(400)] = (byte) random.nextInt(256);
      }
      assertThat(read(mutant).count()).as("case %d", i).isPositive();
    }
  }

  @Test
  public void read_streamThatFails_saysSo() {
    IOException unplugged = new IOException("unplugged");
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw unplugged;
          }
        };
    assertThat(catchThrowable(() -> GgufSplit.read(in))).isSameAs(unplugged);
  }

  private static byte[] part() {
    return GgufBuilder.tinyLlama()
        .strings("tokenizer.ggml.tokens", List.of("a", "b"))
        .fact("split.no", 2, new byte[] {1, 0})
        .fact("split.count", 2, new byte[] {3, 0})
        .bytes();
  }

  private static GgufSplit read(byte[] file) throws IOException {
    return GgufSplit.read(new ByteArrayInputStream(file));
  }
}
