package dev.ember.converter.training.eval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.text.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each answer of a model is worth, so that another model's answers to the same questions can
 * be compared to it, now or in a later call.
 *
 * @param rulesKept how many rules each answer keeps
 * @param rewards under the reward model; empty without one
 * @param rules part of the answers that keep each rule
 */
record AnswerMarks(List<Integer> rulesKept, List<Double> rewards, Map<AnswerRule, Double> rules) {
  private static final String RULES_KEPT = "rulesKept";
  private static final String REWARDS = "rewards";

  AnswerMarks {
    rulesKept = List.copyOf(rulesKept);
    rewards = List.copyOf(rewards);
    rules = Map.copyOf(rules);
  }

  /** How often answers were better than another model's. */
  record Wins(WinTally byRules, WinTally byReward) {}

  static AnswerMarks of(List<Interview.Exchange> exchanges, List<Double> rewards) {
    List<Integer> rulesKept = new ArrayList<>();
    Map<AnswerRule, Integer> counts = new EnumMap<>(AnswerRule.class);
    for (Interview.Exchange exchange : exchanges) {
      int kept = 0;
      for (AnswerRule rule : AnswerRule.values()) {
        boolean holds = rule.holds(exchange.answer(), exchange.stopped());
        counts.merge(rule, holds ? 1 : 0, Integer::sum);
        kept += holds ? 1 : 0;
      }
      rulesKept.add(kept);
    }
    Map<AnswerRule, Double> rules = new EnumMap<>(AnswerRule.class);
    counts.forEach((rule, count) -> rules.put(rule, (double) count / exchanges.size()));
    return new AnswerMarks(rulesKept, rewards, rules);
  }

  /** Those of a model that {@link #json} wrote; the parts of rules are not read again. */
  static AnswerMarks read(JsonValue marks) {
    return new AnswerMarks(
        marks.field(RULES_KEPT).items().stream().map(kept -> (int) kept.number()).toList(),
        marks.field(REWARDS).items().stream().map(JsonValue::number).toList(),
        Map.of());
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    JsonArray kept = new JsonArray();
    rulesKept.forEach(kept::add);
    json.add(RULES_KEPT, kept);
    JsonArray scores = new JsonArray();
    rewards.forEach(scores::add);
    json.add(REWARDS, scores);
    return json;
  }

  /** Answer for answer. */
  Wins against(AnswerMarks others) {
    Wins wins = new Wins(new WinTally(), new WinTally());
    for (int i = 0; i < rulesKept.size(); i++) {
      wins.byRules.add(rulesKept.get(i), others.rulesKept.get(i));
    }
    for (int i = 0; i < rewards.size(); i++) {
      wins.byReward.add(rewards.get(i), others.rewards.get(i));
    }
    return wins;
  }

  double meanReward() {
    return rewards.stream().mapToDouble(reward -> reward).average().orElse(Double.NaN);
  }
}
