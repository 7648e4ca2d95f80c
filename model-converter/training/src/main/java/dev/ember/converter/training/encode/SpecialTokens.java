package dev.ember.converter.training.encode;

import dev.ember.inference.tokenizer.Tokenizer;

/**
 * The three tokens of Ember's markup, as ChatML has them.
 *
 * @param endOfText ends a plain text, and pads
 * @param startOfTurn opens a message
 * @param endOfTurn ends a message, and an answer
 * @param endOfTextId id of {@code endOfText}
 * @param endOfTurnId id of {@code endOfTurn}
 */
public record SpecialTokens(
    String endOfText, String startOfTurn, String endOfTurn, int endOfTextId, int endOfTurnId) {
  public static final String END_OF_TEXT = "<|endoftext|>";
  public static final String START_OF_TURN = "<|im_start|>";
  public static final String END_OF_TURN = "<|im_end|>";

  /** The tokens with their ids in a tokenizer. */
  public static SpecialTokens of(Tokenizer tokenizer) {
    return new SpecialTokens(
        END_OF_TEXT,
        START_OF_TURN,
        END_OF_TURN,
        id(tokenizer, END_OF_TEXT),
        id(tokenizer, END_OF_TURN));
  }

  private static int id(Tokenizer tokenizer, String content) {
    return tokenizer
        .idOf(content)
        .orElseThrow(() -> new IllegalArgumentException("the tokenizer has no " + content));
  }
}
