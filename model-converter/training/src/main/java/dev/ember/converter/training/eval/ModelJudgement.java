package dev.ember.converter.training.eval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.eval.AnswerMarks.Wins;
import dev.ember.converter.training.text.FiniteNumbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one model; what was not asked for is not a number.
 *
 * @param model as it was named
 * @param texts how well it predicts each held-out document
 * @param pairAccuracy part of pairs in which the model finds the better answer likelier, token for
 *     token
 * @param marks of its answers
 * @param wins against the first model; null for the first
 * @param exchanges one to each question
 */
record ModelJudgement(
    String model,
    List<JudgedText> texts,
    double pairAccuracy,
    AnswerMarks marks,
    @Nullable Wins wins,
    List<Interview.Exchange> exchanges) {
  static final String MODEL = "model";
  static final String MARKS = "marks";

  ModelJudgement {
    texts = List.copyOf(texts);
    exchanges = List.copyOf(exchanges);
  }

  /** Means over all, then what each group, each document and each answer was worth. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty(MODEL, model);
    TextLoss loss = texts.stream().map(JudgedText::loss).reduce(TextLoss.NONE, TextLoss::plus);
    FiniteNumbers.add(json, "loss", loss.loss());
    FiniteNumbers.add(json, "bitsPerByte", loss.bitsPerByte());
    FiniteNumbers.add(json, "pairAccuracy", pairAccuracy);
    FiniteNumbers.add(json, "reward", marks.meanReward());
    for (AnswerRule rule : AnswerRule.values()) {
      FiniteNumbers.add(json, rule.name(), marks.rules().getOrDefault(rule, Double.NaN));
    }
    if (wins != null) {
      FiniteNumbers.add(json, "winRate", wins.byReward().rate());
      FiniteNumbers.add(json, "winMargin", wins.byReward().margin());
      FiniteNumbers.add(json, "ruleWinRate", wins.byRules().rate());
    }
    JsonObject groups = GroupTally.of(exchanges).json();
    if (groups.size() > 0) {
      json.add("groups", groups);
    }
    JsonArray documents = new JsonArray();
    texts.forEach(text -> documents.add(text.json()));
    json.add("texts", documents);
    json.add(MARKS, marks.json());
    JsonArray answers = new JsonArray();
    exchanges.forEach(exchange -> answers.add(exchange.answer()));
    json.add("answers", answers);
    return json;
  }
}
