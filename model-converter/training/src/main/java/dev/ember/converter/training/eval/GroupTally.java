package dev.ember.converter.training.eval;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a machine can judge, for each group of questions. */
final class GroupTally {
  private final Map<String, Counts> groups = new LinkedHashMap<>();

  /** Of one group. */
  private static final class Counts {
    private int questions;
    private int withWords;
    private int wordsFound;
    private int rulesKept;
    private int sameLanguage;
  }

  static GroupTally of(List<Interview.Exchange> exchanges) {
    GroupTally tally = new GroupTally();
    exchanges.forEach(tally::add);
    return tally;
  }

  private void add(Interview.Exchange exchange) {
    Question.Rubric rubric = exchange.question().rubric();
    Counts counts = groups.computeIfAbsent(exchange.question().group(), group -> new Counts());
    counts.questions++;
    if (rubric.hasWords()) {
      counts.withWords++;
      counts.wordsFound += rubric.hasWordsOf(exchange.answer()) ? 1 : 0;
    }
    boolean all = true;
    for (AnswerRule rule : AnswerRule.values()) {
      all &= rule.holds(exchange.answer(), exchange.stopped());
    }
    counts.rulesKept += all ? 1 : 0;
    counts.sameLanguage += exchange.inTheSameLanguage() ? 1 : 0;
  }

  /** Parts of one, for each group; empty if no question belongs to a group. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    groups.forEach(
        (name, counts) -> {
          if (!name.isEmpty()) {
            JsonObject group = new JsonObject();
            group.addProperty("questions", counts.questions);
            if (counts.withWords > 0) {
              group.addProperty("wordsFound", (double) counts.wordsFound / counts.withWords);
            }
            group.addProperty("rulesKept", (double) counts.rulesKept / counts.questions);
            group.addProperty("sameLanguage", (double) counts.sameLanguage / counts.questions);
            json.add(name, group);
          }
        });
    return json;
  }
}
