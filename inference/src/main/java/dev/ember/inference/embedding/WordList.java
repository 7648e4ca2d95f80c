package dev.ember.inference.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which tokens of a vocabulary a person would take for words: letters with a space before them, or
 * letters of a script that is written without spaces. The others are pieces of words, whose
 * directions say little to a reader.
 */
public final class WordList {
  /** In an alphabet a single letter is rarely a word. */
  private static final int FEWEST_LETTERS = 2;

  private static final Set<Character.UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.THAI);

  private final Tokenizer tokenizer;
  private final BitSet words = new BitSet();

  /** Reads the whole vocabulary. */
  public WordList(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    for (int token = 0; token < tokenizer.vocabularySize(); token++) {
      if (!tokenizer.isSpecial(token) && isWord(new String(tokenizer.bytes(token), UTF_8))) {
        words.set(token);
      }
    }
  }

  /** Whether a token with this text, its space included, is a word. */
  static boolean isWord(String text) {
    String bare = text.trim();
    if (bare.isEmpty() || !bare.codePoints().allMatch(WordList::isLetter)) {
      return false;
    }
    boolean spaceless =
        bare.codePoints().allMatch(c -> WITHOUT_SPACES.contains(Character.UnicodeScript.of(c)));
    return spaceless || (text.startsWith(" ") && bare.length() >= FEWEST_LETTERS);
  }

  private static boolean isLetter(int codePoint) {
    return Character.isLetter(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK;
  }

  public boolean contains(int token) {
    return words.get(token);
  }

  /** How many words there are. */
  public int size() {
    return words.cardinality();
  }

  /** A word without its space. */
  public String text(int token) {
    return new String(tokenizer.bytes(token), UTF_8).trim();
  }

  /** Whether a token is another spelling of a word, or the word itself. */
  public boolean spells(int token, String word) {
    return text(token).toLowerCase(Locale.ROOT).equals(word.trim().toLowerCase(Locale.ROOT));
  }
}
