/**
 * A text file beside a question. {@link dev.ember.app.attach.TextFile} is read with its limits,
 * {@link dev.ember.app.attach.Quote} puts it into the prompt, and {@link
 * dev.ember.app.attach.AttachModel} keeps it with its chat until the question is sent.
 *
 * <p>Trap: the file comes from anywhere. Its name is shown and never used, its length is not
 * believed, and what is no text is refused with a sentence.
 */
@NullMarked
package dev.ember.app.attach;

import org.jspecify.annotations.NullMarked;
