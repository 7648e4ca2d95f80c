/**
 * A reader takes the place of those who label: of two answers to one prompt the better is chosen,
 * and what was chosen becomes a file that {@code ./ember reward --pairs} learns from. {@link
 * dev.ember.app.inside.labeller.LabellerModel} knows the state, {@link
 * dev.ember.app.inside.labeller.AnswerDraw} has the model write, {@link
 * dev.ember.app.inside.labeller.PairLines} is the file.
 *
 * <pre>
 * prompt -> AnswerDraw: two answers, two seeds -> a tap -> ChoiceRepository -> PairLines
 * </pre>
 *
 * <p>Trap: pairs that were called equal are kept, for they say something of the model, but no line
 * of the file has them: a trainer compares answers of different rank alone.
 */
@NullMarked
package dev.ember.app.inside.labeller;

import org.jspecify.annotations.NullMarked;
