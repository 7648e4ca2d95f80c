package dev.ember.converter.training.eval;

import com.google.gson.JsonObject;
import dev.ember.converter.training.text.FiniteNumbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a machine can judge of some answers. */
final class AnswerCounts {
  static final String ANSWERS = "answers";
  static final String WORDS_FOUND = "wordsFound";
  static final String RULES_KEPT = "rulesKept";
  static final String SAME_LANGUAGE = "sameLanguage";

  private final Map<AnswerRule, Integer> kept = new EnumMap<>(AnswerRule.class);
  private int answers;
  private int withWords;
  private int wordsFound;
  private int allRulesKept;
  private int sameLanguage;

  static AnswerCounts of(List<Interview.Exchange> exchanges) {
    AnswerCounts counts = new AnswerCounts();
    exchanges.forEach(counts::add);
    return counts;
  }

  void add(Interview.Exchange exchange) {
    Question.Rubric rubric = exchange.question().rubric();
    answers++;
    if (rubric.hasWords()) {
      withWords++;
      wordsFound += rubric.hasWordsOf(exchange.answer()) ? 1 : 0;
    }
    boolean all = true;
    for (AnswerRule rule : AnswerRule.values()) {
      boolean holds = rule.holds(exchange.answer(), exchange.stopped());
      kept.merge(rule, holds ? 1 : 0, Integer::sum);
      all &= holds;
    }
    allRulesKept += all ? 1 : 0;
    sameLanguage += exchange.inTheSameLanguage() ? 1 : 0;
  }

  /** The part that holds one of the expected words; not a number where none are expected. */
  double wordsFound() {
    return (double) wordsFound / withWords;
  }

  /** The part that is in the language of the question; not a number without answers. */
  double sameLanguage() {
    return (double) sameLanguage / answers;
  }

  /** How many there are, and parts of one; without words to be found, nothing is said of them. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty(ANSWERS, answers);
    FiniteNumbers.add(json, WORDS_FOUND, wordsFound());
    FiniteNumbers.add(json, RULES_KEPT, (double) allRulesKept / answers);
    FiniteNumbers.add(json, SAME_LANGUAGE, sameLanguage());
    return json;
  }

  /** The same with the part that keeps each rule. */
  JsonObject jsonWithRules() {
    JsonObject json = json();
    kept.forEach((rule, count) -> json.addProperty(rule.name(), (double) count / answers));
    return json;
  }
}
