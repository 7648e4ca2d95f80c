package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The loops against the steps that they stand for, expressions where there are any. */
@RunWith(Parameterized.class)
public final class WordScannerTest {
  private static final int TEXTS = 20_000;

  /** What the expressions tell apart, each as likely as the next. */
  private static final String[] PARTS = {
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u00A0",
    "\u3000",
    "\u2028",
    "\u0085",
    "'",
    "'s",
    "'S",
    "'\u017F",
    "'T",
    "'rE",
    "'re",
    "'v",
    "'ve",
    "'LL",
    "'l",
    "'m",
    "'d",
    "\u212A",
    "a",
    "Z",
    "é",
    "你",
    "\uD835\uDC00",
    "e\u0301",
    "0",
    "12",
    "3456",
    "٣",
    "½",
    "Ⅷ",
    "\uD835\uDFD8",
    ".",
    "!",
    "((",
    "/",
    "🍵",
    "\u200B",
    "\u0000",
    "\uFFFF"
  };

  private final List<PreTokenizer> steps;
  private final PreTokenization oracle;

  public WordScannerTest(String name, List<PreTokenizer> steps, List<PreTokenizer> oracle) {
    assertThat(name).isNotEmpty();
    this.steps = steps;
    this.oracle = new PreTokenization(oracle);
  }

  @Parameters(name = "{0}")
  public static Object[][] cases() {
    PreTokenizer words = new ByteLevelSplit(false, true);
    PreTokenizer wordsByExpression = expression(Gpt2Words.PATTERN);
    PreTokenizer bytes = new ByteLevelSplit(false, false);
    PreTokenizer single = new DigitsSplit(true);
    PreTokenizer apart = new DigitsSplit(false);
    PreTokenizer qwen = expression(Cl100kWords.SINGLE_DIGITS);
    PreTokenizer llama = expression(Cl100kWords.THREE_DIGITS);
    return new Object[][] {
      {"gpt2", List.of(words), List.of(wordsByExpression)},
      {"smollm", List.of(single, words), List.of(single, wordsByExpression)},
      {"numbers apart", List.of(apart, words), List.of(apart, wordsByExpression)},
      {"qwen", List.of(qwen, bytes), List.of(qwen)},
      {"llama3", List.of(llama, bytes), List.of(llama)},
    };
  }

  @Test
  public void end_randomText_cutsAsTheStepsDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      String text = i % 2 == 0 ? parts(random) : RandomText.next(random, 30);
      assertThat(scan(text)).as("seed %d", seed).isEqualTo(oracle.split(text));
    }
  }

  @Test
  public void end_eachCharacterBetweenLettersDigitsAndSpaces_cutsAsTheStepsDo() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if (!Character.isSurrogate((char) c)) {
        String one = String.valueOf((char) c);
        String text =
            "a" + one + "b1" + one + "2 " + one + one + " \n" + one + "'" + one + "!" + one;
        assertThat(scan(text)).as("U+%04X", c).isEqualTo(oracle.split(text));
      }
    }
  }

  @Test
  public void scanner_stepsThatLoopsDoNotKnow_isNone() {
    PreTokenizer words = new ByteLevelSplit(false, true);
    PreTokenizer prefixing = new ByteLevelSplit(true, true);
    PreTokenizer bytes = new ByteLevelSplit(false, false);
    PreTokenizer unknown = expression("\\p{L}+");
    PreTokenizer inverted =
        PatternSplit.regex(Cl100kWords.THREE_DIGITS, SplitBehavior.ISOLATED, true);
    PreTokenizer removing =
        PatternSplit.regex(Cl100kWords.THREE_DIGITS, SplitBehavior.REMOVED, false);

    assertThat(new PreTokenization(steps).scanner()).isNotNull();
    for (List<PreTokenizer> others :
        List.<List<PreTokenizer>>of(
            List.of(),
            List.of(prefixing),
            List.of(bytes),
            List.of(new DigitsSplit(true)),
            List.of(new DigitsSplit(true), bytes),
            List.of(unknown, bytes),
            List.of(inverted, bytes),
            List.of(removing, bytes),
            List.of(expression(Cl100kWords.THREE_DIGITS), words),
            List.of(new DigitsSplit(true), new DigitsSplit(true), words))) {
      assertThat(new PreTokenization(others).scanner()).isNull();
    }
  }

  private List<String> scan(String text) {
    WordScanner scanner = Objects.requireNonNull(new PreTokenization(steps).scanner());
    char[] characters = text.toCharArray();
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < characters.length; ) {
      int end = scanner.end(characters, at);
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  private static String parts(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private static PreTokenizer expression(String expression) {
    return PatternSplit.regex(expression, SplitBehavior.ISOLATED, false);
  }
}
