package dev.ember.app.inside.positions;

import dev.ember.app.inside.why.TokenName;
import java.util.List;

/**
 * What a model makes of the order of words.
 *
 * @param tokens of the sentence
 * @param sameTokens whether it has the same tokens after the swap, in another order
 * @param turns angle in radians by which each pair turns from a place to the next; empty for a
 *     model that turns nothing
 */
record Order(Reading before, Reading after, int tokens, boolean sameTokens, List<Double> turns) {
  Order {
    turns = List.copyOf(turns);
  }

  /** A sentence, and what may come behind it, the likeliest first. */
  record Reading(String text, List<Next> next) {
    Reading {
      next = List.copyOf(next);
    }
  }

  /** What may come next, 0 to 1. */
  record Next(TokenName name, float probability) {}
}
