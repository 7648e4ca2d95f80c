package dev.ember.converter.training.corpus;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws conversations without end: a unit by the weight of its source, then perhaps more units
 * after it, so that the model learns that a topic may change.
 *
 * <p>A unit that asks what was said before only opens a conversation: after another unit its answer
 * could be wrong.
 */
public final class ConversationSource {
  /** Most units of one conversation. */
  private static final int MOST_UNITS = 8;

  /** Units with these tags speak of the whole chat, so they must be its start. */
  private static final Set<String> OPENERS =
      Set.of("memory", "recall", "name", "greeting", "opener", "repeat", "corrected", "long");

  private final List<CorpusUnit> units;
  private final double[] cumulative; // of weights, same order as units
  private final Expander expander;
  private final double chainProbability;

  /**
   * @param weights source to the weight that all its units share; a source without a weight is left
   *     out
   * @param boosts tag to how many times as often as its peers a unit with it is drawn; of several
   *     tags the largest boost holds
   * @param chainProbability that another unit follows
   */
  public ConversationSource(
      List<CorpusUnit> units,
      Map<String, Double> weights,
      Map<String, Double> boosts,
      Expander expander,
      double chainProbability) {
    this.units = units.stream().filter(unit -> weights.containsKey(unit.source())).toList();
    if (this.units.isEmpty()) {
      throw new IllegalArgumentException("expected units of one of " + weights.keySet());
    }
    this.expander = expander;
    this.chainProbability = chainProbability;
    this.cumulative = new double[this.units.size()];
    Map<String, Double> shares =
        this.units.stream()
            .collect(groupingBy(CorpusUnit::source, summingDouble(unit -> boost(unit, boosts))));
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      CorpusUnit unit = this.units.get(i);
      double weight = weights.getOrDefault(unit.source(), 0.0);
      sum += weight * boost(unit, boosts) / shares.getOrDefault(unit.source(), 1.0);
      cumulative[i] = sum;
    }
  }

  private static double boost(CorpusUnit unit, Map<String, Double> boosts) {
    return unit.tags().stream().mapToDouble(tag -> boosts.getOrDefault(tag, 1.0)).max().orElse(1);
  }

  /** The next conversation, user first, assistant last. */
  public List<Message> draw(SplittableRandom random) {
    List<Message> messages = new ArrayList<>(expander.expand(pick(random), random));
    for (int count = 1; count < MOST_UNITS; count++) {
      if (random.nextDouble() >= chainProbability) {
        break;
      }
      CorpusUnit next = pick(random);
      if (follows(next)) {
        messages.addAll(expander.expand(next, random));
      }
    }
    return messages.stream().map(message -> typed(message, random)).toList();
  }

  /** The units of the next conversation, in their order. */
  List<CorpusUnit> drawUnits(SplittableRandom random) {
    List<CorpusUnit> chain = new ArrayList<>(List.of(pick(random)));
    for (int count = 1; count < MOST_UNITS && random.nextDouble() < chainProbability; count++) {
      CorpusUnit next = pick(random);
      if (follows(next)) {
        chain.add(next);
      }
    }
    return chain;
  }

  /** The words of units that stand one behind another. */
  List<Message> messages(List<CorpusUnit> chain, SplittableRandom random) {
    List<Message> messages = new ArrayList<>();
    for (CorpusUnit unit : chain) {
      messages.addAll(expander.expand(unit, random));
    }
    return messages.stream().map(message -> typed(message, random)).toList();
  }

  private static boolean follows(CorpusUnit unit) {
    return unit.tags().stream().noneMatch(OPENERS::contains);
  }

  private static Message typed(Message message, SplittableRandom random) {
    return message.role() == Role.USER
        ? Message.user(UserTyping.vary(message.content(), random))
        : message;
  }

  private CorpusUnit pick(SplittableRandom random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return units.get(low);
  }
}
