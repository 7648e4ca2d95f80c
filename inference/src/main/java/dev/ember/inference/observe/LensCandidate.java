package dev.ember.inference.observe;

/**
 * A token that a layer would say next.
 *
 * @param probability of all tokens, were this layer the last
 */
public record LensCandidate(int token, float logit, float probability) {}
