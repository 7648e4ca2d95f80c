package dev.ember.converter.training.rlhf;

import java.util.List;

/**
 * What one round of answers came to.
 *
 * @param experiences one for each answer
 * @param reward mean score of the reward model, before penalties; 0 is an average answer
 * @param klNats mean divergence of an answer from the model before
 * @param stopped part of the answers that ended by themselves
 * @param answerTokens mean length
 */
record Round(
    List<Experience> experiences,
    double reward,
    double klNats,
    double stopped,
    double answerTokens) {
  Round {
    experiences = List.copyOf(experiences);
  }
}
