package dev.ember.converter.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class WordWrapTest {
  private static final int WIDTH = 10;

  @Test
  public void wrap_shortText_staysAsItIs() {
    assertThat(wrapped("a  b c")).isEqualTo("a  b c");
  }

  @Test
  public void wrap_longText_breaksBetweenWordsInsteadOfTheSpace() {
    assertThat(wrapped("The quick brown fox")).isEqualTo("The quick\nbrown fox");
  }

  @Test
  public void wrap_wordThatFillsTheLine_breaksNothingTooEarly() {
    assertThat(wrapped("1234567890 a")).isEqualTo("1234567890\na");
  }

  @Test
  public void wrap_wordLongerThanTheLine_isLeftToTheTerminal() {
    assertThat(wrapped("a 123456789012 b")).isEqualTo("a\n123456789012 b");
  }

  @Test
  public void wrap_lineBreaksAndIndentation_stay() {
    assertThat(wrapped("a\n\n  b\n")).isEqualTo("a\n\n  b\n");
  }

  @Test
  public void wrap_wideCharacters_breakAnywhere() {
    assertThat(wrapped("世界世界世界")).isEqualTo("世界世界世\n界");
  }

  @Test
  public void wrap_anyCut_givesTheSameText() {
    String text = "The quick brown 世界 fox, 12345678901234 and\n  more";
    for (int cut = 0; cut <= text.length(); cut++) {
      WordWrap wrap = new WordWrap(WIDTH);
      String whole =
          wrap.append(text.substring(0, cut)) + wrap.append(text.substring(cut)) + wrap.end();
      assertThat(whole).isEqualTo(wrapped(text));
    }
  }

  private static String wrapped(String text) {
    WordWrap wrap = new WordWrap(WIDTH);
    return wrap.append(text) + wrap.end();
  }
}
