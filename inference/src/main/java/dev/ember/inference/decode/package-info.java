/**
 * The one decode loop: {@link dev.ember.inference.decode.Decoder}.
 *
 * <pre>
 * prompt tokens -> PrefixStore: what one of the KV caches holds already is kept, the rest is read
 *   -> logits -> Sampler -> token -> StreamingDetokenizer -> StopDetector -> listener
 *   -> Lookahead: the token is read, with guesses behind it where the text repeats itself
 * </pre>
 *
 * <p>Traps: a token may be half a character, and a stop string may begin in one token and end in
 * the next, so text leaves later than its tokens; the last token of an answer is never read by the
 * model, so it is not in the cache.
 */
@NullMarked
package dev.ember.inference.decode;

import org.jspecify.annotations.NullMarked;
