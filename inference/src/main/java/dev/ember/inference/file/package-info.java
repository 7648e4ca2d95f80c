/**
 * Files that are either whole or not there: {@link dev.ember.inference.file.AtomicFile}.
 *
 * <p>Every file that Ember writes for keeps (bundle, checkpoint, tokenizer) goes through here.
 */
@NullMarked
package dev.ember.inference.file;

import org.jspecify.annotations.NullMarked;
