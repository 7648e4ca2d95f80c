package dev.ember.converter.training.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a text goes in circles: one group of four words comes more than twice, or too few of all
 * groups are different. A refrain said twice is none.
 */
public final class Repetition {
  private static final int GROUP = 4;
  private static final int MOST_OF_A_GROUP = 2;

  /** Of all groups. */
  private static final double LEAST_DIFFERENT = 0.7;

  private Repetition() {}

  public static boolean in(String text) {
    List<String> words = words(text);
    Map<String, Integer> groups = new HashMap<>();
    int all = 0;
    int most = 0;
    for (int i = 0; i + GROUP <= words.size(); i++) {
      String group = String.join(" ", words.subList(i, i + GROUP));
      most = Math.max(most, groups.merge(group, 1, Integer::sum));
      all++;
    }
    return most > MOST_OF_A_GROUP || groups.size() < LEAST_DIFFERENT * all;
  }

  /** The words of a text in small letters; where there are no spaces, as in Chinese, characters. */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              boolean alone = Character.isIdeographic(point);
              if (alone || !Character.isLetterOrDigit(point)) {
                flush(word, words);
              }
              if (alone) {
                words.add(Character.toString(point));
              } else if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
              }
            });
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
