/**
 * How sure the model was of each word, as tints behind the words. {@link
 * dev.ember.app.sure.Sureness} has the five classes, {@link dev.ember.app.sure.SureScale} their
 * colours, and {@link dev.ember.app.sure.TextMarks} paints them.
 *
 * <p>Traps: no tint means "sure", so where nothing is known that must be said in words. The line
 * below a word is as thick as the model was unsure: it says the same without a colour.
 */
@NullMarked
package dev.ember.app.sure;

import org.jspecify.annotations.NullMarked;
