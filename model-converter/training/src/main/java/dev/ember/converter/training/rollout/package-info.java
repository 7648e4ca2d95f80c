/**
 * What a model writes while it is trained: {@link
 * dev.ember.converter.training.rollout.BatchedSampler} writes answers to many prompts at once with
 * a cache of keys and values, {@link dev.ember.converter.training.rollout.AnswerLikelihood} says
 * how likely a model finds the tokens of an answer.
 *
 * <p>Traps: the cached and the uncached forward pass add in another order, so a likelihood that
 * must be equal to another to the last bit is computed by {@code AnswerLikelihood} both times,
 * never taken from the sampler.
 */
@NullMarked
package dev.ember.converter.training.rollout;

import org.jspecify.annotations.NullMarked;
