/**
 * Reinforcement learning from a reward model: {@link
 * dev.ember.converter.training.rlhf.PpoObjective} is the stage, {@link
 * dev.ember.converter.training.rlhf.ActorCritic} the two models that learn in it, {@link
 * dev.ember.converter.training.rlhf.Experience} what one round of answers taught.
 *
 * <pre>
 * prompts -> answers (BatchedSampler) -> scores (RewardModel) - KL to the model before
 *         -> advantages (GAE, whitened) -> several passes of clipped steps
 * </pre>
 *
 * <p>Trap: a round's answers hang on the weights at its start, so a run may only stop between two
 * rounds; the loop asks the objective.
 */
@NullMarked
package dev.ember.converter.training.rlhf;

import org.jspecify.annotations.NullMarked;
