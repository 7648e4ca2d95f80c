package dev.ember.converter.training.corpus;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What people say around a question: "Quick question: ...", "... My daughter asks." A small model
 * that has seen a question bare alone does not know it again within such words.
 *
 * @param byLanguage patterns with {@value #QUESTION} in the place of the question, under {@code en}
 *     and {@code zh}
 */
record Frames(Map<String, List<String>> byLanguage) {
  /** No frames at all; draws nothing. */
  static final Frames NONE = new Frames(Map.of());

  private static final String QUESTION = "{q}";

  /** One question in so many is put in a frame. */
  private static final int FRAMED_ONE_IN = 4;

  /** Characters of the longest question; a longer one is a passage and its question. */
  private static final int LONGEST = 90;

  Frames {
    byLanguage = Map.copyOf(byLanguage);
    for (List<String> patterns : byLanguage.values()) {
      for (String pattern : patterns) {
        if (!pattern.contains(QUESTION)) {
          throw new IllegalArgumentException(
              "expected " + QUESTION + " in a frame but found " + pattern);
        }
      }
    }
  }

  /** The question as it is, or within words of its language. */
  String around(CorpusUnit unit, String question, SplittableRandom random) {
    List<String> patterns =
        byLanguage.getOrDefault(LanguageMix.isChinese(unit) ? "zh" : "en", List.of());
    if (patterns.isEmpty() || question.length() > LONGEST || random.nextInt(FRAMED_ONE_IN) > 0) {
      return question;
    }
    return patterns.get(random.nextInt(patterns.size())).replace(QUESTION, question);
  }
}
