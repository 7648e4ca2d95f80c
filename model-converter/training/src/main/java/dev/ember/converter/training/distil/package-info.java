/**
 * A student learns from a teacher. {@link dev.ember.converter.training.distil.DistilObjective}
 * takes the teacher's next-token distributions on given text, for which both need one tokenizer;
 * {@link dev.ember.converter.training.distil.TeacherWriting} has the teacher write text that any
 * student can be tuned on, and {@link dev.ember.converter.training.distil.WritingFilter} throws
 * away what loops or means nothing.
 */
@NullMarked
package dev.ember.converter.training.distil;

import org.jspecify.annotations.NullMarked;
