package dev.ember.inference.tokenizer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole {@link PreTokenization} in plain loops: where the piece that begins at a character ends.
 * It cuts as the steps that it stands for do, without a text for each piece.
 */
sealed interface WordScanner permits Gpt2Words, Cl100kWords {

  /**
   * The end of a piece, above {@code start}.
   *
   * @param text well-formed UTF-16
   * @param start where the piece begins: 0 or where another ended, below {@code text.length}
   */
  int end(char[] text, int start);

  /** What does the work of {@code steps}, or null where only the steps themselves can. */
  static @Nullable WordScanner of(List<PreTokenizer> steps) {
    int count = steps.size();
    if (count == 0
        || count > 2
        || !(steps.get(count - 1) instanceof ByteLevelSplit last)
        || last.addsPrefixSpace()) {
      return null;
    }
    if (count == 1) {
      return last.usesRegex() ? new Gpt2Words(Gpt2Words.Digits.JOINED) : null;
    }
    if (steps.get(0) instanceof DigitsSplit digits && last.usesRegex()) {
      return new Gpt2Words(
          digits.isIndividual() ? Gpt2Words.Digits.SINGLE : Gpt2Words.Digits.APART);
    }
    if (steps.get(0) instanceof PatternSplit split && split.isolates() && !last.usesRegex()) {
      return Cl100kWords.of(split.expression());
    }
    return null;
  }
}
