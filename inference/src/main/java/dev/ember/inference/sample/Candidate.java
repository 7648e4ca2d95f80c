package dev.ember.inference.sample;

/**
 * A token that might come next.
 *
 * @param rawProbability what the model says: softmax of the logits as they are
 * @param finalProbability what the options make of it: 0 if a filter took the token out
 */
public record Candidate(int token, float rawProbability, float finalProbability) {}
