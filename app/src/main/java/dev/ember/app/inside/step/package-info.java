/**
 * One token at a time: {@link dev.ember.app.inside.step.StepFragment} shows what may come next,
 * before and after the settings, and takes one token when asked.
 *
 * <pre>
 * StepModel -> StepLook (engine's thread, after the chats in line) -> logits
 *           -> the sampler, again at each move of a slider (ember-inside) -> StepState
 * </pre>
 */
@NullMarked
package dev.ember.app.inside.step;

import org.jspecify.annotations.NullMarked;
