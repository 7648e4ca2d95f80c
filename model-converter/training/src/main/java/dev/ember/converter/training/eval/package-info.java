/**
 * How good a model is, in numbers and in words: {@link
 * dev.ember.converter.training.eval.Evaluation} judges models beside each other, {@link
 * dev.ember.converter.training.eval.AnswerRule} is what every answer is held to, {@link
 * dev.ember.converter.training.eval.TextLoss} how well a text is predicted, {@link
 * dev.ember.converter.training.eval.Comparison} several models' answers side by side.
 *
 * <p>Trap: a loss compares two models only where both have one tokenizer; bits per byte compare any
 * two.
 */
@NullMarked
package dev.ember.converter.training.eval;

import org.jspecify.annotations.NullMarked;
