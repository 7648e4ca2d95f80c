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
 * @param rounds of answers, one or several with another seed each
 */
record ModelJudgement(
    String model,
    List<JudgedText> texts,
    double pairAccuracy,
    AnswerMarks marks,
    @Nullable Wins wins,
    List<Interview.Round> rounds) {
  static final String MODEL = "model";
  static final String MARKS = "marks";
  static final String SEEDS = "seeds";

  ModelJudgement {
    texts = List.copyOf(texts);
    rounds = List.copyOf(rounds);
  }

  /** What was answered in all rounds. */
  private List<Interview.Exchange> exchanges() {
    return rounds.stream().flatMap(round -> round.exchanges().stream()).toList();
  }

  /** Means over all, then what each group, each seed, document and answer was worth. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty(MODEL, model);
    TextLoss loss = texts.stream().map(JudgedText::loss).reduce(TextLoss.NONE, TextLoss::plus);
    FiniteNumbers.add(json, "loss", loss.loss());
    FiniteNumbers.add(json, "perplexity", Math.exp(loss.loss()));
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
    AnswerCounts counts = AnswerCounts.of(exchanges());
    FiniteNumbers.add(json, AnswerCounts.WORDS_FOUND, counts.wordsFound());
    FiniteNumbers.add(json, AnswerCounts.SAME_LANGUAGE, counts.sameLanguage());
    GroupTally.add(json, exchanges());
    json.add(SEEDS, seeds());
    JsonArray documents = new JsonArray();
    texts.forEach(text -> documents.add(text.json()));
    json.add("texts", documents);
    json.add(MARKS, marks.json());
    JsonArray answers = new JsonArray();
    exchanges().forEach(exchange -> answers.add(exchange.answer()));
    json.add("answers", answers);
    return json;
  }

  private JsonArray seeds() {
    JsonArray seeds = new JsonArray();
    for (Interview.Round round : rounds) {
      JsonObject one = new JsonObject();
      one.addProperty("seed", round.seed());
      AnswerCounts.of(round.exchanges())
          .jsonWithRules()
          .entrySet()
          .forEach(count -> one.add(count.getKey(), count.getValue()));
      seeds.add(one);
    }
    return seeds;
  }
}
