/**
 * Text to token ids and back. Start at {@link dev.ember.inference.tokenizer.Tokenizer}.
 *
 * <p>Traps: a token is a run of bytes, not of characters, so half of a character may be a token of
 * its own; special tokens are never read out of a text that a user wrote.
 */
@NullMarked
package dev.ember.inference.tokenizer;

import org.jspecify.annotations.NullMarked;
