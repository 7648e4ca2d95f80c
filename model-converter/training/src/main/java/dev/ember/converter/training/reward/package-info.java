/**
 * Reward models: {@link dev.ember.converter.training.reward.RewardModel} is a decoder with a number
 * at its end, {@link dev.ember.converter.training.reward.RewardObjective} how it learns which of
 * two answers is better.
 *
 * <p>Trap: scores have no zero of their own. The stage ends by measuring what an average held-out
 * answer scores, and that is taken away from then on (InstructGPT has the mean of demonstrations),
 * so that PPO does not pay for length; still only differences between answers mean anything, and
 * those between answers to one prompt most of all.
 */
@NullMarked
package dev.ember.converter.training.reward;

import org.jspecify.annotations.NullMarked;
