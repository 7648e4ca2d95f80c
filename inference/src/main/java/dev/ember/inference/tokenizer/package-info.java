/**
 * Text to token ids and back. Start at {@link dev.ember.inference.tokenizer.Tokenizer}; the one
 * that reads {@code tokenizer.json} is {@link dev.ember.inference.tokenizer.SubwordTokenizer}.
 *
 * <p>A text flows {@code AddedTokenFinder -> Normalization -> PreTokenization -> Segmenter} and
 * back through {@code Decoding}.
 *
 * <p>Traps: a token is a run of bytes, not of characters, so half of a character may be a token of
 * its own; special tokens are never read out of a text that a user wrote; {@code \s} in a JVM's
 * regular expression is not Android's, which is why {@code UnicodeRegex} spells it out.
 */
@NullMarked
package dev.ember.inference.tokenizer;

import org.jspecify.annotations.NullMarked;
