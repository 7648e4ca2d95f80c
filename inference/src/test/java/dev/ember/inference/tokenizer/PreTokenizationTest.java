package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

@RunWith(Parameterized.class)
public final class PreTokenizationTest {
  private static final PreTokenizer GPT2 = new ByteLevelSplit(false, true);
  private static final PreTokenizer QWEN =
      PatternSplit.regex(
          "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
              + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
          SplitBehavior.ISOLATED,
          false);

  private final PreTokenizer preTokenizer;
  private final String text;
  private final List<String> pieces;

  public PreTokenizationTest(
      String name, PreTokenizer preTokenizer, String text, List<String> pieces) {
    assertThat(name).isNotEmpty();
    this.preTokenizer = preTokenizer;
    this.text = text;
    this.pieces = pieces;
  }

  @Parameters(name = "{0}")
  public static Object[][] cases() {
    return new Object[][] {
      {"gpt2 words", GPT2, "Hello world", List.of("Hello", " world")},
      {"gpt2 contraction", GPT2, "you'll've", List.of("you", "'ll", "'ve")},
      {"gpt2 capital contraction", GPT2, "YOU'LL", List.of("YOU", "'", "LL")},
      {"gpt2 spaces before word", GPT2, "a   b", List.of("a", "  ", " b")},
      {"gpt2 spaces at end", GPT2, "a   ", List.of("a", "   ")},
      {"gpt2 numbers", GPT2, "in 42½ days", List.of("in", " 42½", " days")},
      {"gpt2 signs", GPT2, "?! (a)", List.of("?!", " (", "a", ")")},
      {"gpt2 line feeds", GPT2, "a\n\nb", List.of("a", "\n", "\n", "b")},
      {"gpt2 no-break space", GPT2, "a\u00A0b", List.of("a", "\u00A0", "b")},
      {"gpt2 next line", GPT2, "a\u0085\u0085b", List.of("a", "\u0085", "\u0085", "b")},
      {"gpt2 ideographic space", GPT2, "你\u3000好", List.of("你", "\u3000", "好")},
      {"gpt2 zero-width space is a sign", GPT2, "a\u200Bb", List.of("a", "\u200B", "b")},
      {"gpt2 combining mark is a sign", GPT2, "e\u0301a", List.of("e", "\u0301", "a")},
      {"gpt2 letters beyond the first plane", GPT2, "𝐀𝐁 x", List.of("𝐀𝐁", " x")},
      {"prefix space", new ByteLevelSplit(true, true), "a b", List.of(" a", " b")},
      {"prefix space there already", new ByteLevelSplit(true, true), " a", List.of(" a")},
      {"no regex", new ByteLevelSplit(false, false), "a b 1", List.of("a b 1")},
      {"digits one by one", new DigitsSplit(true), "a12b", List.of("a", "1", "2", "b")},
      {"digits together", new DigitsSplit(false), "a12b3", List.of("a", "12", "b", "3")},
      {"digits of other scripts", new DigitsSplit(true), "x٣½", List.of("x", "٣", "½")},
      {"qwen contraction of any case", QWEN, "YOU'LL 12", List.of("YOU", "'LL", " ", "1", "2")},
      {"qwen sign joins letters", QWEN, "(a) b", List.of("(a", ")", " b")},
      {"qwen line feeds after signs", QWEN, "!\n\nx", List.of("!\n\n", "x")},
      {"removed", comma(SplitBehavior.REMOVED), "a,,b,", List.of("a", "b")},
      {"isolated", comma(SplitBehavior.ISOLATED), "a,,b", List.of("a", ",", ",", "b")},
      {"contiguous", comma(SplitBehavior.CONTIGUOUS), "a,,b", List.of("a", ",,", "b")},
      {"with previous", comma(SplitBehavior.MERGED_WITH_PREVIOUS), "a,,b", List.of("a,", ",", "b")},
      {"with next", comma(SplitBehavior.MERGED_WITH_NEXT), "a,,b", List.of("a", ",", ",b")},
      {"nothing to cut", comma(SplitBehavior.REMOVED), "ab", List.of("ab")},
      {
        "inverted",
        PatternSplit.regex("\\w+", SplitBehavior.REMOVED, true),
        "ab, c",
        List.of("ab", "c")
      },
      {
        "end of each line",
        PatternSplit.regex("\\s+$", SplitBehavior.ISOLATED, false),
        "a b  ",
        List.of("a b", "  ")
      },
    };
  }

  @Test
  public void split_text_givesPieces() {
    List<String> found = new ArrayList<>();
    preTokenizer.split(text, TextPart.FIRST, found);

    assertThat(found).isEqualTo(pieces);
  }

  @Test
  public void split_textThatGoesOn_isOpenedWhereSpaceWentAlone() {
    PreTokenizer spaces = PatternSplit.regex("\\s+", SplitBehavior.REMOVED, false);
    PreTokenizer marks = new MetaspaceSplit("▁", MetaspaceSplit.Prefix.ALWAYS, true);
    PreTokenization both = new PreTokenization(List.of(spaces, marks));

    assertThat(both.split("a b", TextPart.FIRST)).containsExactly("▁a", "▁b");
    assertThat(both.split("a b", TextPart.CONTINUED)).containsExactly("a", "▁b");
    assertThat(both.split(" a b", TextPart.CONTINUED)).containsExactly("▁a", "▁b");
    assertThat(both.split(" ", TextPart.CONTINUED)).isEmpty();
  }

  @Test
  public void split_randomText_losesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      String whole = RandomText.next(random, 30);
      assertThat(String.join("", new PreTokenization(List.of(GPT2, QWEN)).split(whole)))
          .as("seed %d", seed)
          .isEqualTo(whole);
    }
  }

  @Test
  public void byteLevel_randomText_cutsAsItsExpression() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    PreTokenization expression =
        new PreTokenization(
            List.of(PatternSplit.regex(Gpt2Words.PATTERN, SplitBehavior.ISOLATED, false)));
    PreTokenization loops = new PreTokenization(List.of(new ByteLevelSplit(false, true)));
    for (int i = 0; i < 2_000; i++) {
      String text = RandomText.next(random, 30);
      assertThat(loops.split(text)).as("seed %d", seed).isEqualTo(expression.split(text));
    }
  }

  private static PreTokenizer comma(SplitBehavior behavior) {
    return PatternSplit.literal(",", behavior, false);
  }
}
