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
   * the last that may count; in a sentence mostly who and whom. In a Chinese text, whose words here
   * are characters, the first and the last between two marks. Never two that are the same, for that
   * would change nothing, unless there are no others.
   */
  Pair first() {
    List<String> spelled = words();
    Pair pair = isChinese() ? firstOfAClause(spelled) : behindTheSame(spelled);
    if (pair == null) {
      pair = farthest(spelled, words.size() >= LONG && !isChinese() ? 1 : 0, words.size());
    }
    return pair != null ? pair : new Pair(0, words.size() - 1);
  }

  private boolean isChinese() {
    return !words.isEmpty() && Character.isIdeographic(text.codePointAt(words.get(0)[0]));
  }

  /** In the first clause that has two different words, or null. */
  private @Nullable Pair firstOfAClause(List<String> spelled) {
    int end;
    for (int from = 0; from < words.size(); from = end) {
      end = clauseEnd(from);
      Pair pair = farthest(spelled, from, end);
      if (pair != null) {
        return pair;
      }
    }
    return null;
  }

  /** Where a mark stands behind the clause that begins with this word. */
  private int clauseEnd(int from) {
    for (int next = from + 1; next < words.size(); next++) {
      String between = text.substring(words.get(next - 1)[1], words.get(next)[0]);
      if (!between.codePoints().allMatch(Character::isWhitespace)) {
        return next;
      }
    }
    return words.size();
  }

  /** The first word and the last that is another one, or null. */
  private static @Nullable Pair farthest(List<String> spelled, int from, int end) {
    for (int one = from; one < end; one++) {
      for (int other = end - 1; other > one; other--) {
        if (!spelled.get(one).equalsIgnoreCase(spelled.get(other))) {
          return new Pair(one, other);
        }
      }
    }
    return null;
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
