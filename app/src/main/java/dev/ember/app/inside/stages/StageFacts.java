package dev.ember.app.inside.stages;

import dev.ember.app.inside.lab.CardTexts;
import java.util.Map;

/**
 * What a bundle says of the stage that made it, by the facts that {@code ./ember export} writes
 * (docs/BUNDLE.md). An empty text or a 0 is a fact that is not stated.
 *
 * @param stage such as {@code "sft"}
 * @param checkpoint names the weights
 * @param parent names the weights that the stage began as
 * @param data that it learned from, and what is in it
 * @param cost of the stage alone, without those before it
 */
record StageFacts(String stage, String checkpoint, String parent, Data data, Cost cost) {

  /**
   * What it learned from.
   *
   * @param files their names, with commas between
   * @param texts what the card says of them
   */
  record Data(String files, CardTexts texts) {}

  /** What it took. */
  record Cost(long steps, long tokens, long seconds) {}

  static StageFacts of(Map<String, String> provenance, CardTexts texts) {
    return new StageFacts(
        provenance.getOrDefault("stage", ""),
        provenance.getOrDefault("checkpoint", ""),
        provenance.getOrDefault("parent", ""),
        new Data(provenance.getOrDefault("data", ""), texts),
        new Cost(
            number(provenance, "trainingSteps"),
            number(provenance, "trainingTokens"),
            number(provenance, "trainingSeconds")));
  }

  /** These facts are free text, anybody's: what is no number states nothing. */
  private static long number(Map<String, String> provenance, String key) {
    try {
      return Math.max(0, Long.parseLong(provenance.getOrDefault(key, "0")));
    } catch (NumberFormatException words) {
      return 0;
    }
  }

  /** Whether it only read, and was never tuned to answer. */
  boolean base() {
    return stage.equals("pretrain");
  }

  /** Whether one was made from the other, or both from a third. */
  boolean isKinOf(StageFacts other) {
    return same(parent, other.checkpoint)
        || same(checkpoint, other.parent)
        || same(parent, other.parent);
  }

  private static boolean same(String one, String other) {
    return !one.isEmpty() && one.equals(other);
  }
}
