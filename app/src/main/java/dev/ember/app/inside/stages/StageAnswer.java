package dev.ember.app.inside.stages;

import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.TokenName;
import java.util.List;

/**
 * What one stage says.
 *
 * @param model its name
 * @param open whether it is the model that is looked into, not one that was found beside it
 * @param said the tokens that it wrote; none if it was not asked, or ended at once
 * @param next the likeliest first tokens of the answer; empty if it was not asked
 */
record StageAnswer(
    String model, boolean open, StageFacts facts, List<TokenPiece> said, List<Next> next) {
  StageAnswer {
    said = List.copyOf(said);
    next = List.copyOf(next);
  }

  /** A stage that nobody asked anything yet. */
  static StageAnswer unasked(Stage stage) {
    return new StageAnswer(stage.name(), stage.isOpen(), stage.facts(), List.of(), List.of());
  }

  boolean asked() {
    return !next.isEmpty();
  }

  /** Whether it ended before it wrote anything. */
  boolean endedAtOnce() {
    return asked() && said.isEmpty();
  }

  /** Whether it is a base that wrote the marks of a chat, and went on behind them. */
  boolean wroteMarks() {
    return facts.base() && said.stream().anyMatch(TokenPiece::special);
  }

  /**
   * A token that might come.
   *
   * @param probability by the model alone, before any setting
   */
  record Next(TokenName token, float probability) {}
}
