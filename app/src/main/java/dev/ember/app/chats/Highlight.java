package dev.ember.app.chats;

import dev.ember.app.data.ChatRepository;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where in a text the words of a search stand, as the index understands them. */
final class Highlight {
  /** Of the text before the first match: what lets one see what it is about. */
  private static final int LEAD_CHARS = 24;

  private static final String ELLIPSIS = "…";

  private Highlight() {}

  /** Characters {@code start} to before {@code end}. */
  record Range(int start, int end) {}

  static List<String> terms(String query) {
    List<String> folded = new ArrayList<>();
    ChatRepository.searchTerms(query).forEach(term -> folded.add(fold(term)));
    return folded;
  }

  /** A text cut at its beginning so that its first match is in sight. */
  static String excerpt(String text, List<String> terms) {
    List<Range> ranges = ranges(text, terms);
    int first = ranges.isEmpty() ? 0 : ranges.get(0).start();
    if (first <= LEAD_CHARS) {
      return text;
    }
    int from = first - LEAD_CHARS;
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    return ELLIPSIS + text.substring(from);
  }

  /** All matches in the order of the text, none within another. */
  static List<Range> ranges(String text, List<String> terms) {
    String folded = fold(text);
    List<Range> ranges = new ArrayList<>();
    int at = 0;
    while (at < folded.length()) {
      int length = matchAt(folded, at, terms);
      if (length > 0) {
        ranges.add(new Range(at, at + length));
        at += length;
      } else {
        at++;
      }
    }
    return ranges;
  }

  /** Latin words match at their beginnings only, others anywhere. */
  private static int matchAt(String text, int at, List<String> terms) {
    int longest = 0;
    for (String term : terms) {
      boolean inWord = at > 0 && isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at));
      if (!inWord && text.startsWith(term, at)) {
        longest = Math.max(longest, term.length());
      }
    }
    return longest;
  }

  private static boolean isLatin(char c) {
    return Character.isLetterOrDigit(c) && !ChatRepository.isWordByItself(c);
  }

  /** Lower case without accents, each character in its place. */
  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char base =
          ChatRepository.isWordByItself(c) // whose parts are no accents: 한 is not 하, が not か
              ? c
              : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
      folded.append(String.valueOf(base).toLowerCase(Locale.ROOT).charAt(0));
    }
    return folded.toString();
  }
}
