package dev.ember.app.data;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts and queries into the words of the full-text index.
 *
 * <p>SQLite finds words, and beginnings of words. Chinese, Japanese and Korean are written without
 * spaces, so each of their characters is a word of its own here, and a query of several of them is
 * a phrase: they must follow one another, which is a search by substring.
 */
final class SearchText {

  /** Letters of Japanese that Unicode counts to no script, because two share them. */
  private static final String JAPANESE_OF_NO_SCRIPT = "ー〆〱〲〳〴〵ｰﾞﾟ";

  private SearchText() {}

  /** {@code "用Java写代码"} becomes {@code "用 Java 写 代 码"}. What is made so already stays as it is. */
  static String indexed(String text) {
    StringBuilder words = new StringBuilder(text.length() * 2);
    int before = ' ';
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      boolean apart = before == ' ' || c == ' ';
      if (!apart && (standsAlone(before) || standsAlone(c))) {
        words.append(' ');
      }
      words.appendCodePoint(c);
      before = c;
    }
    return words.toString();
  }

  /**
   * What {@code MATCH} takes, every word with all that follow it; null if the query has no word. No
   * operator of the query language gets through.
   */
  static @Nullable String match(String query) {
    List<String> phrases = new ArrayList<>();
    for (String term : terms(query)) {
      phrases.add("\"" + indexed(term) + "*\"");
    }
    return phrases.isEmpty() ? null : String.join(" ", phrases);
  }

  /** The pieces of a query that must all be found: runs of letters and digits, in lower case. */
  static List<String> terms(String query) {
    List<String> terms = new ArrayList<>();
    StringBuilder term = new StringBuilder();
    String folded = query.toLowerCase(Locale.ROOT);
    for (int at = 0; at < folded.length(); ) {
      int c = folded.codePointAt(at);
      at += Character.charCount(c);
      if (isWord(c)) {
        boolean otherKind =
            term.length() > 0 && standsAlone(term.codePointBefore(term.length())) != standsAlone(c);
        if (otherKind) {
          flush(term, terms);
        }
        term.appendCodePoint(c);
      } else {
        flush(term, terms);
      }
    }
    flush(term, terms);
    return terms;
  }

  private static void flush(StringBuilder term, List<String> terms) {
    if (term.length() > 0) {
      terms.add(term.toString());
      term.setLength(0);
    }
  }

  private static boolean isWord(int c) {
    return isLetter(c)
        || Character.isDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Also 〇 of 二〇二六, which is a number that is no digit. */
  private static boolean isLetter(int c) {
    return Character.isLetter(c) || Character.getType(c) == Character.LETTER_NUMBER;
  }

  /** Whether a character is a word, as those of scripts without spaces are. */
  static boolean standsAlone(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return isLetter(c)
        && (JAPANESE_OF_NO_SCRIPT.indexOf(c) >= 0
            || script == UnicodeScript.HAN
            || script == UnicodeScript.HIRAGANA
            || script == UnicodeScript.KATAKANA
            || script == UnicodeScript.HANGUL
            || script == UnicodeScript.BOPOMOFO);
  }
}
