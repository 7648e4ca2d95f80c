package dev.ember.converter.training.eval;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code training/tables.md}: what was found out, a column for each model. */
final class EvaluationTables {
  private static final String NOTHING = "-";

  /** Parts of one, as they are called in a table. */
  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  /** Other measures. */
  private static final Map<String, String> NUMBERS = new LinkedHashMap<>();

  static {
    PARTS.put(AnswerRule.STOPS.name(), "stops by itself");
    PARTS.put(AnswerRule.DOES_NOT_REPEAT.name(), "does not repeat");
    PARTS.put(AnswerRule.DOES_NOT_CLAIM_TO_BE_HUMAN.name(), "does not claim to be human");
    PARTS.put(AnswerRule.HAS_A_FITTING_LENGTH.name(), "has a fitting length");
    PARTS.put(AnswerCounts.SAME_LANGUAGE, "in the language of the question");
    PARTS.put(AnswerCounts.WORDS_FOUND, "has the expected words");
    PARTS.put("pairAccuracy", "finds the better answer likelier");
    PARTS.put("winRate", "wins by reward against the first");
    PARTS.put("ruleWinRate", "wins by rules against the first");
    NUMBERS.put("loss", "nats a token of held-out text");
    NUMBERS.put("perplexity", "perplexity of held-out text");
    NUMBERS.put("bitsPerByte", "bits a byte of held-out text");
    NUMBERS.put("reward", "mean reward");
  }

  private final List<JsonObject> models;
  private final StringBuilder text = new StringBuilder();

  private EvaluationTables(List<JsonObject> models) {
    this.models = models;
  }

  /**
   * The tables.
   *
   * @param settings all that the numbers hang on
   * @param models as {@link ModelJudgement#json} has them
   */
  static String of(JsonObject settings, JsonArray models) {
    EvaluationTables tables =
        new EvaluationTables(models.asList().stream().map(JsonElement::getAsJsonObject).toList());
    tables.text.append("# Evaluation\n\n");
    settings
        .entrySet()
        .forEach(
            setting ->
                tables
                    .text
                    .append("- ")
                    .append(setting.getKey())
                    .append(": ")
                    .append(setting.getValue().getAsString())
                    .append('\n'));
    tables.addAll();
    return tables.text.toString();
  }

  private void addAll() {
    text.append("\n## All answers\n\n");
    head("");
    PARTS.forEach((name, label) -> row(label, model -> percent(model, name)));
    NUMBERS.forEach((name, label) -> row(label, model -> number(model, name)));
    if (!names(GroupTally.LANGUAGES).isEmpty()) {
      addLanguages();
    }
    if (!names(GroupTally.GROUPS).isEmpty()) {
      addGroups();
    }
    addSeeds();
  }

  private void addLanguages() {
    for (String language : names(GroupTally.LANGUAGES)) {
      text.append("\n## Language ").append(language).append("\n\n");
      head("");
      PARTS.forEach(
          (name, label) ->
              row(label, model -> percent(part(model, GroupTally.LANGUAGES, language), name)));
    }
  }

  /** A cell has the part of all answers, and that of each language behind it. */
  private void addGroups() {
    Set<String> languages = names(GroupTally.LANGUAGES);
    text.append("\n## Answers with the expected words\n\n");
    head("group" + (languages.isEmpty() ? "" : ": all (" + String.join(", ", languages) + ")"));
    for (String group : names(GroupTally.GROUPS)) {
      row(group, model -> wordsOf(model, group, languages));
    }
  }

  private static String wordsOf(JsonObject model, String group, Set<String> languages) {
    String all = percent(part(model, GroupTally.GROUPS, group), AnswerCounts.WORDS_FOUND);
    if (languages.isEmpty() || all.equals(NOTHING)) {
      return all;
    }
    return languages.stream()
        .map(language -> part(model, GroupTally.LANGUAGES, language))
        .map(counts -> counts == null ? null : part(counts, GroupTally.GROUPS, group))
        .map(counts -> percent(counts, AnswerCounts.WORDS_FOUND))
        .collect(Collectors.joining(", ", all + " (", ")"));
  }

  private void addSeeds() {
    int rounds = models.stream().mapToInt(model -> seeds(model).size()).max().orElse(0);
    if (rounds < 2) {
      return;
    }
    text.append("\n## Seed by seed\n\n");
    head("");
    for (int round = 0; round < rounds; round++) {
      int number = round;
      row("seed " + seed(number), model -> seedsOf(model, number));
    }
  }

  private String seed(int round) {
    return models.stream()
        .filter(model -> seeds(model).size() > round)
        .map(model -> seeds(model).get(round).getAsJsonObject().get("seed").getAsString())
        .findFirst()
        .orElse(NOTHING);
  }

  private static String seedsOf(JsonObject model, int round) {
    if (seeds(model).size() <= round) {
      return NOTHING;
    }
    JsonObject counts = seeds(model).get(round).getAsJsonObject();
    return String.format(
        "stops %s, does not repeat %s, words %s",
        percent(counts, AnswerRule.STOPS.name()),
        percent(counts, AnswerRule.DOES_NOT_REPEAT.name()),
        percent(counts, AnswerCounts.WORDS_FOUND));
  }

  private static JsonArray seeds(JsonObject model) {
    return model.has(ModelJudgement.SEEDS)
        ? model.getAsJsonArray(ModelJudgement.SEEDS)
        : new JsonArray();
  }

  private void head(String first) {
    row(first, model -> model.get(ModelJudgement.MODEL).getAsString());
    text.append("|---".repeat(models.size() + 1)).append("|\n");
  }

  /** A line; none where no model has anything to say. */
  private void row(String label, Function<JsonObject, String> cell) {
    List<String> cells = models.stream().map(cell).toList();
    if (cells.stream().anyMatch(one -> !one.equals(NOTHING))) {
      text.append("| ").append(label).append(" | ");
      text.append(String.join(" | ", cells)).append(" |\n");
    }
  }

  /** Names of all models' parts, in the order in which they come. */
  private Set<String> names(String kind) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonObject model : models) {
      if (model.has(kind)) {
        names.addAll(model.getAsJsonObject(kind).keySet());
      }
    }
    return names;
  }

  private static @Nullable JsonObject part(JsonObject counts, String kind, String name) {
    JsonObject parts = counts.getAsJsonObject(kind);
    return parts == null ? null : parts.getAsJsonObject(name);
  }

  private static String percent(@Nullable JsonObject counts, String name) {
    return counts != null && counts.has(name)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * counts.get(name).getAsDouble())
        : NOTHING;
  }

  private static String number(JsonObject counts, String name) {
    return counts.has(name)
        ? String.format(Locale.ROOT, "%.3f", counts.get(name).getAsDouble())
        : NOTHING;
  }
}
