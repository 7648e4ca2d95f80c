package dev.ember.converter.training.corpus;

import dev.ember.inference.chat.Message;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A better and a worse answer out of units that nobody ranked: the unit's own answer is better than
 * what a rule makes of it. What a rule cannot make (a cold answer, an invented fact, a claim to be
 * human) is written by hand, in the files of ranked answers.
 */
final class RuledPairs {
  /** What makes an answer worse. */
  enum Rule {
    /** An answer to another question: of another unit, about something else. */
    OFF_TOPIC,
    /** Ends in the middle of a sentence. */
    BROKEN_OFF,
    /** Says its first sentence again and again. */
    REPEATS
  }

  /**
   * @param unit whose id it is
   * @param prompt what was said before, the user first and last
   */
  record Pair(CorpusUnit unit, Rule rule, List<Message> prompt, String better, String worse) {}

  /** From here on there is a middle to break off in. */
  private static final int FEWEST_CHARACTERS = 24;

  /** An answer is cut off between so many hundredths of its length. */
  private static final int EARLIEST_CUT = 30;

  private static final int LATEST_CUT = 70;
  private static final int HUNDRED = 100;

  /** What eval's rule against repetition counts as one: a sentence three times. */
  private static final int TIMES = 3;

  private static final int MOST_DRAWS = 10_000;

  private static final String SENTENCE_ENDS = ".?!。？！";

  /** So many other units are looked at before a unit counts as one that all are alike. */
  private static final int MOST_TRIES = 50;

  private final List<CorpusUnit> units;
  private final Expander expander;

  /**
   * @param units that all answers come from, the better and the worse
   */
  RuledPairs(List<CorpusUnit> units, Map<String, List<String>> slotLists) {
    this.units = List.copyOf(units);
    this.expander = new Expander(slotLists);
  }

  /**
   * A pair by a rule, from whichever units are drawn.
   *
   * @throws IllegalArgumentException if the rule makes nothing of any of many units
   */
  Pair draw(Rule rule, SplittableRandom random) {
    if (units.isEmpty()) {
      throw new IllegalArgumentException(
          "expected units that " + rule + " makes worse but found none at all");
    }
    for (int i = 0; i < MOST_DRAWS; i++) {
      CorpusUnit unit = units.get(random.nextInt(units.size()));
      List<Message> messages = expander.expand(unit, random);
      int answer = 2 * random.nextInt(messages.size() / 2) + 1;
      String better = messages.get(answer).content();
      String worse =
          switch (rule) {
            case OFF_TOPIC -> another(unit, random);
            case BROKEN_OFF -> brokenOff(better, random);
            case REPEATS -> repeats(better);
          };
      if (!worse.isEmpty() && !worse.equals(better)) {
        return new Pair(unit, rule, messages.subList(0, answer), better, worse);
      }
    }
    throw new IllegalArgumentException(
        "expected units that " + rule + " makes worse but found none in " + MOST_DRAWS);
  }

  /** The answer of a unit in the same language that shares no tag; empty if none was found. */
  private String another(CorpusUnit unit, SplittableRandom random) {
    for (int i = 0; i < MOST_TRIES; i++) {
      CorpusUnit other = units.get(random.nextInt(units.size()));
      boolean chinese = LanguageMix.isChinese(unit);
      if (chinese == LanguageMix.isChinese(other)
          && !other.id().equals(unit.id())
          && Collections.disjoint(other.tags(), unit.tags())) {
        return expander.expand(other, random).get(1).content();
      }
    }
    return "";
  }

  /** At a space where there is one: half a word would be too easy to tell. */
  private static String brokenOff(String text, SplittableRandom random) {
    if (text.length() < FEWEST_CHARACTERS) {
      return "";
    }
    int share = random.nextInt(EARLIEST_CUT, LATEST_CUT + 1);
    int cut = text.length() * share / HUNDRED;
    int space = text.lastIndexOf(' ', cut);
    int end = space > 0 ? space : cut;
    if (Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    String begun = text.substring(0, end).strip();
    boolean whole = begun.isEmpty() || SENTENCE_ENDS.indexOf(begun.charAt(begun.length() - 1)) >= 0;
    return whole ? "" : begun;
  }

  private static String repeats(String text) {
    int end = 0;
    while (end < text.length() && SENTENCE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length()) {
      return "";
    }
    String first = text.substring(0, end + 1);
    boolean spaced = first.indexOf(' ') >= 0;
    return String.join(spaced ? " " : "", Collections.nCopies(TIMES, first));
  }
}
