package dev.ember.converter.training.corpus;

import dev.ember.inference.chat.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A source of conversations for each language, drawn from by the weight of its files. */
final class LanguageMix {
  private static final String CHINESE = "_zh";

  private final List<ConversationSource> sources = new ArrayList<>();
  private final List<Double> cumulative = new ArrayList<>(); // of weights, same order

  /**
   * @param weights of files, where they are not the number of their units
   * @throws IllegalArgumentException if nothing is left to draw
   */
  LanguageMix(
      List<CorpusUnit> units,
      Map<String, Double> weights,
      Map<String, Double> boosts,
      Expander expander,
      double chain) {
    Map<Boolean, Map<String, Double>> byLanguage = new TreeMap<>();
    for (CorpusUnit unit : units) {
      boolean chinese = isChinese(unit);
      Map<String, Double> ofLanguage =
          byLanguage.computeIfAbsent(chinese, language -> new LinkedHashMap<>());
      Double given = weights.get(unit.source());
      if (given == null) {
        ofLanguage.merge(unit.source(), 1.0, Double::sum);
      } else if (given > 0) {
        ofLanguage.put(unit.source(), given);
      }
    }
    double sum = 0;
    for (Map<String, Double> ofLanguage : byLanguage.values()) {
      if (!ofLanguage.isEmpty()) {
        sources.add(new ConversationSource(units, ofLanguage, boosts, expander, chain));
        sum += ofLanguage.values().stream().mapToDouble(Double::doubleValue).sum();
        cumulative.add(sum);
      }
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("expected units to draw from but all weights are 0");
    }
  }

  static boolean isChinese(CorpusUnit unit) {
    return unit.source().contains(CHINESE);
  }

  private ConversationSource pick(SplittableRandom random) {
    double at = random.nextDouble() * cumulative.get(cumulative.size() - 1);
    int index = 0;
    while (index < sources.size() - 1 && cumulative.get(index) <= at) {
      index++;
    }
    return sources.get(index);
  }

  /** The units of the next conversation, in their order. */
  List<CorpusUnit> chain(SplittableRandom random) {
    return pick(random).drawUnits(random);
  }

  /** Their words. */
  List<Message> messages(List<CorpusUnit> units, SplittableRandom random) {
    return sources.get(0).messages(units, random);
  }
}
