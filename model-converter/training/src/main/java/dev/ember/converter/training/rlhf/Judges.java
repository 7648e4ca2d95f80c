package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.reward.RewardModel;
import dev.ember.converter.training.rollout.AnswerLikelihood;

/**
 * The two models that stay as they are.
 *
 * @param reference the model before this stage, whose words the policy may not leave behind
 * @param reward says how good an answer is, at its last token
 * @param endMark the token that ends the answers from which it learned
 */
record Judges(AnswerLikelihood reference, RewardModel reward, int endMark) {}
