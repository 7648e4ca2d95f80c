package dev.ember.app.chats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.chats.Highlight.Range;
import java.util.List;
import org.junit.Test;

public final class HighlightTest {

  @Test
  public void ranges_beginningsOfWords_whateverCaseAndAccents() {
    assertThat(Highlight.ranges("Café, scarf", Highlight.terms("CAF")))
        .containsExactly(new Range(0, 3));
  }

  @Test
  public void ranges_chinese_anywhere() {
    assertThat(Highlight.ranges("可以去公园走走", Highlight.terms("公园"))).containsExactly(new Range(3, 5));
  }

  @Test
  public void ranges_chineseBehindALetter_isMarked() {
    assertThat(Highlight.ranges("用Java写代码", Highlight.terms("写代码")))
        .containsExactly(new Range(5, 8));
  }

  @Test
  public void ranges_koreanAndJapanese_areTheCharactersThatWereWritten() {
    assertThat(Highlight.ranges("하한", Highlight.terms("한"))).containsExactly(new Range(1, 2));
    assertThat(Highlight.ranges("かがコーヒー", Highlight.terms("が"))).containsExactly(new Range(1, 2));
  }

  @Test
  public void ranges_severalTerms_inTheOrderOfTheText() {
    assertThat(Highlight.ranges("blue sky, blue sea", Highlight.terms("sea blue")))
        .containsExactly(new Range(0, 4), new Range(10, 14), new Range(15, 18));
  }

  @Test
  public void excerpt_lateMatch_beginsShortlyBefore() {
    String text = "x".repeat(100) + " the sea";

    assertThat(Highlight.excerpt(text, List.of("sea"))).hasSize(1 + 24 + 3).startsWith("…");
    assertThat(Highlight.excerpt("the sea", List.of("sea"))).isEqualTo("the sea");
  }
}
