/**
 * The short-cut past reward model and PPO: {@link dev.ember.converter.training.dpo.DpoObjective}.
 */
@NullMarked
package dev.ember.converter.training.dpo;

import org.jspecify.annotations.NullMarked;
