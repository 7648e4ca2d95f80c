package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class MarkdownBlocksTest {
  private static final String MUCH =
      """
      # Sorting

      Call `sort` on the list:

      ```java
      List<String> words;

      words.sort(null);
      ```
      ## What happens
      1. It compares.
         Still the first.

      2. It swaps:
      ```bash
      ls | wc

      ```
      3. It ends.

      | a | b |
      |---|:-:|
      | 1 | 2 |
      After the table $x_1 < 2$.

      $$
      e = mc^2
      $$
      \\[ a^2 \\]
      > quoted

      - [ ] to do

        still the item
      - done
      """;

  @Test
  public void split_everyKind_isABlockOfItsOwn() {
    assertThat(MarkdownBlocks.split(MUCH))
        .extracting(MarkdownBlock::kind)
        .containsExactly(
            MarkdownBlock.Kind.TEXT, // heading
            MarkdownBlock.Kind.TEXT, // paragraph
            MarkdownBlock.Kind.CODE,
            MarkdownBlock.Kind.TEXT, // heading
            MarkdownBlock.Kind.TEXT, // first two items
            MarkdownBlock.Kind.CODE,
            MarkdownBlock.Kind.TEXT, // third item
            MarkdownBlock.Kind.TABLE,
            MarkdownBlock.Kind.TEXT,
            MarkdownBlock.Kind.FORMULA,
            MarkdownBlock.Kind.FORMULA,
            MarkdownBlock.Kind.TEXT, // quote
            MarkdownBlock.Kind.TEXT); // list
  }

  @Test
  public void split_listWithBlankLines_isOneBlock() {
    assertThat(MarkdownBlocks.split(MUCH).get(4).source()).startsWith("1. It").contains("2. It");
  }

  @Test
  public void split_sourcesTogether_areTheText() {
    StringBuilder all = new StringBuilder();
    MarkdownBlocks.split(MUCH).forEach(block -> all.append(block.source()));

    assertThat(all.toString()).isEqualTo(MUCH);
  }

  /** So that all views but the last stay while the text grows. */
  @Test
  public void split_moreText_changesTheLastBlockOnly() {
    List<MarkdownBlock> before = new ArrayList<>();
    for (int length = 0; length <= MUCH.length(); length++) {
      List<MarkdownBlock> now = MarkdownBlocks.split(MUCH.substring(0, length));
      int kept = Math.max(0, before.size() - 1);
      assertThat(now.subList(0, Math.min(kept, now.size())))
          .as("after " + length + " characters")
          .isEqualTo(before.subList(0, kept));
      before = now;
    }
  }

  @Test
  public void split_table_isTextUntilItsSecondRow() {
    assertThat(MarkdownBlocks.split("| a | b |\n"))
        .extracting(MarkdownBlock::kind)
        .containsExactly(MarkdownBlock.Kind.TEXT);
    assertThat(MarkdownBlocks.split("Look:\n| a | b |\n|---|---|"))
        .extracting(MarkdownBlock::kind)
        .containsExactly(MarkdownBlock.Kind.TEXT, MarkdownBlock.Kind.TABLE);
  }

  @Test
  public void split_formulaThatIsNotClosed_isText() {
    assertThat(MarkdownBlocks.split("$$ is money\nand more"))
        .extracting(MarkdownBlock::kind)
        .containsExactly(MarkdownBlock.Kind.TEXT);
  }

  @Test
  public void split_codeInAListItem_staysWithIt() {
    assertThat(MarkdownBlocks.split("1. Do\n   ```sh\n   ls\n\n   pwd\n   ```\n2. Done\n"))
        .hasSize(1);
  }

  @Test
  public void fence_open_hasItsCodeSoFar() {
    assertThat(CodeFence.of("```java\nint a;\n\n  int b"))
        .isEqualTo(new CodeFence("java", "int a;\n\n  int b", false));
  }

  @Test
  public void fence_closed_isWithoutTheFences() {
    assertThat(CodeFence.of("```c++ title\nint a;\n```\n"))
        .isEqualTo(new CodeFence("c++", "int a;", true));
    assertThat(CodeFence.of("~~~\n~~~")).isEqualTo(new CodeFence("", "", true));
    assertThat(CodeFence.of("```")).isEqualTo(new CodeFence("", "", false));
  }

  @Test
  public void table_cells_keepEscapedBarsAndCode() {
    MarkdownTable table =
        MarkdownTable.of("| a \\| b | `c|d` |\n|:--|--:|\n| 1 |\n| 2 | 3 | 4 |\n");

    assertThat(table.rows())
        .containsExactly(List.of("a | b", "`c|d`"), List.of("1"), List.of("2", "3", "4"));
    assertThat(table.columns()).isEqualTo(3);
    assertThat(table.cell(1, 1)).isEmpty();
  }
}
