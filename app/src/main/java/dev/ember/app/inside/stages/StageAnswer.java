package dev.ember.app.inside.stages;

import dev.ember.app.inside.why.TokenName;
import java.util.List;

/**
 * What one stage says.
 *
 * @param model its name
 * @param text what it wrote, trimmed; empty if it was not asked, or said nothing
 * @param next the likeliest first tokens of the answer; empty if it was not asked
 */
record StageAnswer(String model, StageFacts facts, String text, List<Next> next) {
  StageAnswer {
    next = List.copyOf(next);
  }

  /** A stage that nobody asked anything yet. */
  static StageAnswer unasked(Stage stage) {
    return new StageAnswer(stage.name(), stage.facts(), "", List.of());
  }

  boolean asked() {
    return !next.isEmpty();
  }

  /**
   * A token that might come.
   *
   * @param probability by the model alone, before any setting
   */
  record Next(TokenName token, float probability) {}
}
