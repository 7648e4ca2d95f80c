package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.Collections;
import org.junit.Test;

/** On a tokenizer of bytes: a token is a character of ASCII. */
public final class TextFitTest {
  private static final int WINDOW = 240;

  /** A quarter for the answer, a sixth around the file. */
  private static final int ROOM = WINDOW - WINDOW / 4 - WINDOW / 6;

  private final Tokenizer bytes;

  public TextFitTest() throws IOException {
    bytes = SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "tokenizer.json");
  }

  @Test
  public void chars_textThatFits_isWhole() {
    String text = text("x", ROOM);
    assertThat(fit(WINDOW).chars(text)).isEqualTo(ROOM);
  }

  @Test
  public void chars_oneTokenTooMany_isCut() {
    assertThat(fit(WINDOW).chars(text("x", ROOM + 1))).isEqualTo(ROOM);
  }

  @Test
  public void chars_systemPrompt_takesItsPart() {
    assertThat(fit(WINDOW).beside("Be brief.").chars(text("x", ROOM))).isEqualTo(ROOM - 9);
  }

  @Test
  public void chars_lines_endAtALine() {
    assertThat(fit(WINDOW).chars(text("lamp oil\n", 100))).isEqualTo(ROOM - ROOM % 9);
  }

  @Test
  public void chars_charactersOfSeveralBytes_areNotSplit() {
    assertThat(fit(WINDOW).chars(text("灯", 100))).isEqualTo(ROOM / 3);
    int faces = fit(WINDOW).chars(text("\uD83D\uDE00", 100));
    assertThat(faces % 2).isZero();
    assertThat(faces).isEqualTo(ROOM / 4 * 2);
  }

  @Test
  public void chars_noRoom_isNothing() {
    assertThat(fit(WINDOW).beside(text("x", WINDOW)).chars("file")).isZero();
  }

  @Test
  public void chars_megabyte_isMeasuredAtOnce() {
    assertThat(fit(WINDOW).chars(text("x", 1 << 20))).isEqualTo(ROOM);
  }

  private TextFit fit(int window) {
    return TextFit.of(bytes, window, window);
  }

  private static String text(String part, int times) {
    return String.join("", Collections.nCopies(times, part));
  }
}
