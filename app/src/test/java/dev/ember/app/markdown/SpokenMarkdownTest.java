package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

@RunWith(JUnit4.class)
public final class SpokenMarkdownTest {
  private static final String CODE = "A block of code.";

  @Test
  public void sentences_marks_areNotSpoken() {
    assertThat(english("## The *lamp*\n\nIt was **old**. It `spoke`, see [here](http://x.y)."))
        .containsExactly("The lamp", "It was old.", "It spoke, see here.");
  }

  @Test
  public void sentences_wordsWithMarksWithin_areWhole() {
    assertThat(english("Use max_new_tokens or 2*3.")).containsExactly("Use max_new_tokens or 2*3.");
  }

  @Test
  public void sentences_listAndTable_areReadItemByItem() {
    assertThat(english("- oil\n- wick\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"))
        .containsExactly("oil", "wick", "a , b", "1 , 2");
  }

  @Test
  public void sentences_code_isNamedAndNotRead() {
    assertThat(english("Run this:\n\n```java\nint x = 1;\n```\n\nDone."))
        .containsExactly("Run this:", CODE, "Done.");
  }

  @Test
  public void sentences_chinese_endAtItsOwnMarks() {
    assertThat(SpokenMarkdown.sentences("灯很旧。它说话了！", "一段代码。", Locale.SIMPLIFIED_CHINESE))
        .containsExactly("灯很旧。", "它说话了！");
  }

  @Test
  public void sentences_nothingToSay_areNone() {
    assertThat(english("---\n\n\n***")).isEmpty();
  }

  private static List<String> english(String text) {
    return SpokenMarkdown.sentences(text, CODE, Locale.US);
  }
}
