package dev.ember.inference.embedding;

/**
 * A token near a direction.
 *
 * @param similarity cosine of the angle between, -1 to 1
 */
public record Neighbour(int token, float similarity) {}
