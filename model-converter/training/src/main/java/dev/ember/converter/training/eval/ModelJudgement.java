package dev.ember.converter.training.eval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What was found out about one model; what was not asked for is not a number.
 *
 * @param model as it was named
 * @param loss nats a token of the held-out text
 * @param bitsPerByte of the held-out text
 * @param pairAccuracy part of pairs in which the model finds the better answer likelier, token for
 *     token
 * @param reward mean score of its answers under the reward model
 * @param rules part of its answers that keep each rule
 * @param winRate against the first model, under the reward model
 * @param ruleWinRate against the first model, by how many rules an answer keeps
 * @param winMargin half of the 95 % interval of {@code winRate}
 * @param exchanges one to each question
 */
record ModelJudgement(
    String model,
    double loss,
    double bitsPerByte,
    double pairAccuracy,
    double reward,
    Map<AnswerRule, Double> rules,
    double winRate,
    double ruleWinRate,
    double winMargin,
    List<Interview.Exchange> exchanges) {

  ModelJudgement {
    rules = Map.copyOf(rules);
    exchanges = List.copyOf(exchanges);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("model", model);
    add(json, "loss", loss);
    add(json, "bitsPerByte", bitsPerByte);
    add(json, "pairAccuracy", pairAccuracy);
    add(json, "reward", reward);
    for (AnswerRule rule : AnswerRule.values()) {
      add(json, rule.name(), rules.getOrDefault(rule, Double.NaN));
    }
    add(json, "winRate", winRate);
    add(json, "winMargin", winMargin);
    add(json, "ruleWinRate", ruleWinRate);
    JsonObject groups = GroupTally.of(exchanges).json();
    if (groups.size() > 0) {
      json.add("groups", groups);
    }
    JsonArray texts = new JsonArray();
    exchanges.forEach(exchange -> texts.add(exchange.answer()));
    json.add("answers", texts);
    return json;
  }

  private static void add(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.addProperty(name, value);
    }
  }
}
