/**
 * Gradients to steps: {@link dev.ember.converter.training.optim.AdamW} moves the weights, {@link
 * dev.ember.converter.training.optim.LearningRate} says how far.
 */
@NullMarked
package dev.ember.converter.training.optim;

import org.jspecify.annotations.NullMarked;
