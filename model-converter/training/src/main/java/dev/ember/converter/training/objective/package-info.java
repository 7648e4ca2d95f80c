/**
 * What each stage minimises, as functions of tensors: {@link
 * dev.ember.converter.training.objective.BradleyTerry} for reward models, {@link
 * dev.ember.converter.training.objective.ClippedPolicy} and {@link
 * dev.ember.converter.training.objective.ClippedValue} for PPO, {@link
 * dev.ember.converter.training.objective.DirectPreference} for DPO, {@link
 * dev.ember.converter.training.objective.Distillation} for students. Around PPO stand plain
 * arithmetic: {@link dev.ember.converter.training.objective.AdvantageEstimate}, {@link
 * dev.ember.converter.training.objective.Whitening} and {@link
 * dev.ember.converter.training.objective.AdaptiveKl}.
 *
 * <p>Letters: {@code A} answers, {@code P} pairs, {@code N} tokens of answers laid one after
 * another, {@code V} vocabulary. Nothing here knows a model; every loss is checked against finite
 * differences in float64.
 *
 * <p>Traps: call within a {@code PointerScope}. A log-probability is of one token given those
 * before it, in nats; that of an answer is the sum over its tokens, the end mark included.
 */
@NullMarked
package dev.ember.converter.training.objective;

import org.jspecify.annotations.NullMarked;
