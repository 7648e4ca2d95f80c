package dev.ember.app.data;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts texts and queries into the words of the full-text index.
 *
 * <p>SQLite finds words, and beginnings of words. Chinese, Japanese and Korean are written without
 * spaces, so each of their characters is a word of its own here, and a query of several of them is
 * a phrase: they must follow one another, which is a search by substring.
 */
final class SearchText {

  private SearchText() {}

  /** {@code "去哪里 in Java"} becomes {@code "去 哪 里 in Java"}. */
  static String indexed(String text) {
    StringBuilder words = new StringBuilder(text.length() * 2);
    text.codePoints()
        .forEach(
            c -> {
              words.appendCodePoint(c);
              if (standsAlone(c)) {
                words.append(' ');
              }
            });
    return words.toString();
  }

  /**
   * What {@code MATCH} takes, every word with all that follow it; null if the query has no word. No
   * operator of the query language gets through.
   */
  static @org.jspecify.annotations.Nullable String match(String query) {
    List<String> phrases = new ArrayList<>();
    for (String term : terms(query)) {
      phrases.add("\"" + indexed(term).trim() + "*\"");
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
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean standsAlone(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return Character.isLetter(c)
        && (script == UnicodeScript.HAN
            || script == UnicodeScript.HIRAGANA
            || script == UnicodeScript.KATAKANA
            || script == UnicodeScript.HANGUL
            || script == UnicodeScript.BOPOMOFO);
  }
}
