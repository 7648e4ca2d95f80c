package dev.ember.app.inside.positions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a sentence, two of which change places; all else stays where it is. */
final class WordSwap {
  /** From here on, the first word is mostly an article, and the second says more. */
  private static final int LONG = 4;

  private final String text;
  private final List<int[]> words = new ArrayList<>(); // start and end of each

  /** Chinese characters are words of their own. */
  WordSwap(String text) {
    this.text = text;
    int at = 0;
    while (at < text.length()) {
      int end = wordEnd(at);
      if (end > at) {
        words.add(new int[] {at, end});
      }
      at = Math.max(end, at + Character.charCount(text.codePointAt(at)));
    }
  }

  /** Where the word ends that begins at a place; the place itself if none does. */
  private int wordEnd(int start) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      boolean alone = Character.isIdeographic(c);
      if ((alone && end > start) || (!Character.isLetterOrDigit(c) && !joins(end, start))) {
        return end;
      }
      end += Character.charCount(c);
      if (alone) {
        return end;
      }
    }
    return end;
  }

  /** Whether an apostrophe or a hyphen stands within a word. */
  private boolean joins(int at, int start) {
    char c = text.charAt(at);
    return (c == '\'' || c == '\u2019' || c == '-')
        && at > start
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.codePointAt(at + 1));
  }

  List<String> words() {
    List<String> spelled = new ArrayList<>();
    words.forEach(word -> spelled.add(text.substring(word[0], word[1])));
    return spelled;
  }

  /**
   * The words to swap if the reader has not chosen: two behind the same article, else the first and
   * the last that may count, of a Chinese text those before its first mark; in a sentence mostly
   * who and whom. Never two that are the same, for that would change nothing, unless there are no
   * others.
   */
  Pair first() {
    List<String> spelled = words();
    Pair alike = behindTheSame(spelled);
    if (alike != null) {
      return alike;
    }
    boolean chinese =
        !words.isEmpty() && Character.isIdeographic(text.codePointAt(words.get(0)[0]));
    int end = chinese ? clauseEnd() : words.size();
    for (int one = words.size() >= LONG && !chinese ? 1 : 0; one < end; one++) {
      for (int other = end - 1; other > one; other--) {
        if (!spelled.get(one).equalsIgnoreCase(spelled.get(other))) {
          return new Pair(one, other);
        }
      }
    }
    return new Pair(0, words.size() - 1);
  }

  /** How many words stand before the first mark that is between two of them. */
  private int clauseEnd() {
    for (int next = 1; next < words.size(); next++) {
      if (!text.substring(words.get(next - 1)[1], words.get(next)[0]).trim().isEmpty()) {
        return next;
      }
    }
    return words.size();
  }

  /** The first two different words that stand behind the same word, or null. */
  private static @Nullable Pair behindTheSame(List<String> spelled) {
    for (int one = 1; one < spelled.size(); one++) {
      for (int other = spelled.size() - 1; other > one; other--) {
        if (spelled.get(one - 1).equalsIgnoreCase(spelled.get(other - 1))
            && !spelled.get(one).equalsIgnoreCase(spelled.get(other))) {
          return new Pair(one, other);
        }
      }
    }
    return null;
  }

  /** Two words, from 0. */
  record Pair(int one, int other) {
    boolean has(int word) {
      return word == one || word == other;
    }
  }

  /** The sentence with two words in each other's place. */
  String swapped(Pair pair) {
    int[] first = words.get(Math.min(pair.one, pair.other));
    int[] second = words.get(Math.max(pair.one, pair.other));
    return text.substring(0, first[0])
        + text.substring(second[0], second[1])
        + text.substring(first[1], second[0])
        + text.substring(first[0], first[1])
        + text.substring(second[1]);
  }
}
