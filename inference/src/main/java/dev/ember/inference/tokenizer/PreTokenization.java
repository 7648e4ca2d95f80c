package dev.ember.inference.tokenizer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cuts of a tokenizer in their order, the byte-level one, if any, last. Immutable. */
public final class PreTokenization {
  private final List<PreTokenizer> steps;
  private final @Nullable WordScanner scanner;

  PreTokenization(List<PreTokenizer> steps) {
    this.steps = List.copyOf(steps);
    scanner = WordScanner.of(steps);
  }

  /** No cut: a text is one piece. */
  public static PreTokenization none() {
    return new PreTokenization(List.of());
  }

  /**
   * What Ember's own tokenizers use: GPT-2's words, and every digit a piece of its own, so that
   * numbers are read alike whatever their length.
   */
  public static PreTokenization wordsAndSingleDigits() {
    return new PreTokenization(List.of(new DigitsSplit(true), new ByteLevelSplit(false, true)));
  }

  /** GPT-2's words. */
  public static PreTokenization words() {
    return new PreTokenization(List.of(new ByteLevelSplit(false, true)));
  }

  /**
   * Byte-level pieces: what each expression matches, one after the other, within what the one
   * before left whole.
   *
   * @throws java.util.regex.PatternSyntaxException if an expression is not understood
   */
  public static PreTokenization byteLevel(List<String> expressions) {
    List<PreTokenizer> steps = new ArrayList<>();
    for (String expression : expressions) {
      steps.add(PatternSplit.regex(expression, SplitBehavior.ISOLATED, false));
    }
    steps.add(new ByteLevelSplit(false, false));
    return new PreTokenization(steps);
  }

  /** Cuts a text into pieces, none empty. */
  public List<String> split(String text) {
    return split(text, TextPart.FIRST);
  }

  /** Cuts a part of a text. */
  List<String> split(String text, TextPart part) {
    List<String> pieces = text.isEmpty() ? List.of() : List.of(text);
    for (PreTokenizer step : steps) {
      List<String> finer = new ArrayList<>();
      boolean whole = !pieces.isEmpty() && text.startsWith(pieces.get(0)); // else space went
      TextPart place = whole ? part : TextPart.LATER;
      for (String piece : pieces) {
        step.split(piece, place, finer);
        place = TextPart.LATER;
      }
      pieces = finer;
    }
    return pieces;
  }

  /** The loops that cut as the steps do, or null where there are none for these steps. */
  @Nullable WordScanner scanner() {
    return scanner;
  }

  /** Whether pieces are spelled in the {@link ByteAlphabet}. */
  boolean isByteLevel() {
    return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof ByteLevelSplit;
  }

  List<PreTokenizer> steps() {
    return steps;
  }
}
