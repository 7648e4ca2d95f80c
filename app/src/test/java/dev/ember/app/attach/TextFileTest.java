package dev.ember.app.attach;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public final class TextFileTest {

  @Test
  public void read_utf8_withAndWithoutMark() throws IOException {
    assertThat(read("灯 é ok".getBytes(UTF_8))).isEqualTo("灯 é ok");
    assertThat(
            read(joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, "灯".getBytes(UTF_8))))
        .isEqualTo("灯");
  }

  @Test
  public void read_utf16_byItsMark() throws IOException {
    byte[] little = joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, "灯 lamp".getBytes(UTF_16LE));
    byte[] big = joined(new byte[] {(byte) 0xFE, (byte) 0xFF}, "灯 lamp".getBytes(UTF_16BE));
    assertThat(read(little)).isEqualTo("灯 lamp");
    assertThat(read(big)).isEqualTo("灯 lamp");
  }

  @Test
  public void read_oldChinese_isChinese() throws IOException {
    String text = "名称,数量\n灯,3\n油,12\n";
    assertThat(read(text.getBytes(Charset.forName("GB18030")))).isEqualTo(text);
  }

  @Test
  public void read_oldWestern_isWestern() throws IOException {
    String text = "Größe; Café; naïve — fünf Euro: 5 €";
    assertThat(read(text.getBytes(Charset.forName("windows-1252")))).isEqualTo(text);
  }

  @Test
  public void read_lineEndsOfEverySystem_areOne() throws IOException {
    assertThat(read("a\r\nb\rc\n".getBytes(UTF_8))).isEqualTo("a\nb\nc\n");
  }

  @Test
  public void read_binary_isRefused() {
    assertRefused(new byte[] {'P', 'K', 3, 4, 20, 0}, AttachState.Reason.BINARY);
    assertRefused(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, AttachState.Reason.BINARY);
    assertRefused(
        joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, new byte[] {'a', 0, 0, 0}),
        AttachState.Reason.BINARY);
    // A trail surrogate alone is no UTF-16.
    assertRefused(
        joined(new byte[] {(byte) 0xFE, (byte) 0xFF}, new byte[] {(byte) 0xDC, 0}),
        AttachState.Reason.BINARY);
  }

  @Test
  public void read_nothingOrBlanks_isRefused() {
    assertRefused(new byte[0], AttachState.Reason.EMPTY);
    assertRefused(" \n\t\n".getBytes(UTF_8), AttachState.Reason.EMPTY);
  }

  @Test
  public void read_endlessFile_takesTheFirstPartAndNoHalfCharacter() throws IOException {
    byte[] lamp = "灯".getBytes(UTF_8);
    InputStream endless =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            byte next = lamp[(int) (at % lamp.length)];
            at++;
            return next & 0xFF;
          }
        };
    String text = TextFile.read(endless);
    int characters = TextFile.MOST_BYTES / lamp.length;
    assertThat(text).isEqualTo(String.join("", Collections.nCopies(characters, "灯")));
  }

  @Test
  public void read_halfACharacterAtTheEndOfAWholeFile_isNoUtf8() throws IOException {
    byte[] cut = Arrays.copyOf("é€".getBytes(UTF_8), 4);
    assertThat(read(cut)).doesNotContain("€").hasSize(4); // read as Western letters
  }

  @Test
  public void storable_textOfThreeBytesALetter_isCutAtACharacter() {
    int most = TextFile.MOST_BYTES;
    assertThat(TextFile.storable("a".repeat(most))).hasSize(most);
    assertThat(TextFile.storable("a".repeat(most + 1))).hasSize(most);
    assertThat(TextFile.storable("€".repeat(most))).isEqualTo("€".repeat(most / 3));
    assertThat(TextFile.storable("a" + "🔥".repeat(most)))
        .isEqualTo("a" + "🔥".repeat(most / 4 - 1));
  }

  private static String read(byte[] bytes) throws IOException {
    return TextFile.read(new ByteArrayInputStream(bytes));
  }

  private static void assertRefused(byte[] bytes, AttachState.Reason reason) {
    NotTextException refused = catchThrowableOfType(NotTextException.class, () -> read(bytes));
    assertThat(refused.reason()).isEqualTo(reason);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(first, 0, first.length);
    bytes.write(second, 0, second.length);
    return bytes.toByteArray();
  }
}
