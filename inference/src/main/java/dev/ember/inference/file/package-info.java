/**
 * Files that are either whole or not there: {@link dev.ember.inference.file.AtomicFile}.
 *
 * <p>Every file that Ember writes for keeps (bundle, checkpoint, tokenizer) goes through here.
 * Beside it: texts as a whole, {@link dev.ember.inference.file.Utf8File}, and what is wrong with a
 * file, in words, {@link dev.ember.inference.file.FileFault}.
 */
@NullMarked
package dev.ember.inference.file;

import org.jspecify.annotations.NullMarked;
