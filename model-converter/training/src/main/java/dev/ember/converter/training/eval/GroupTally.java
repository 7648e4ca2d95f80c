package dev.ember.converter.training.eval;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what a machine can judge, for each group of questions and for each language. */
final class GroupTally {
  static final String GROUPS = "groups";
  static final String LANGUAGES = "languages";

  private GroupTally() {}

  /**
   * Adds the counts of each group, and of each language with its groups; nothing of questions that
   * belong to none.
   */
  static void add(JsonObject json, List<Interview.Exchange> exchanges) {
    JsonObject groups = groups(exchanges);
    if (groups.size() > 0) {
      json.add(GROUPS, groups);
    }
    JsonObject languages = new JsonObject();
    exchanges.stream()
        .filter(exchange -> !exchange.question().language().isEmpty())
        .collect(
            Collectors.groupingBy(
                exchange -> exchange.question().language(),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach(
            (language, some) -> {
              JsonObject counts = AnswerCounts.of(some).jsonWithRules();
              counts.add(GROUPS, groups(some));
              languages.add(language, counts);
            });
    if (languages.size() > 0) {
      json.add(LANGUAGES, languages);
    }
  }

  private static JsonObject groups(List<Interview.Exchange> exchanges) {
    Map<String, AnswerCounts> groups = new LinkedHashMap<>();
    for (Interview.Exchange exchange : exchanges) {
      String group = exchange.question().group();
      if (!group.isEmpty()) {
        groups.computeIfAbsent(group, name -> new AnswerCounts()).add(exchange);
      }
    }
    JsonObject json = new JsonObject();
    groups.forEach((name, counts) -> json.add(name, counts.json()));
    return json;
  }
}
