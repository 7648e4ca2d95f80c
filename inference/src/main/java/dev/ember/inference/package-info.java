/**
 * Everything that turns a bundle and a chat into an answer, on a phone and on a desktop alike.
 *
 * <p>Start at {@link dev.ember.inference.Engine}: it opens a {@link
 * dev.ember.inference.bundle.Bundle} on a {@link dev.ember.inference.backend.Backend} and hands out
 * {@link dev.ember.inference.Conversation}s.
 *
 * <pre>
 * messages -> ChatTemplate -> prompt tokens -> Backend.prefill -> Backend.decode -> logits
 *          -> Sampler -> token -> StreamingDetokenizer -> StopDetector -> listener
 * </pre>
 *
 * <p>The library starts no thread, prints nothing and logs nothing. One conversation is used by one
 * thread at a time; only {@link dev.ember.inference.Conversation#cancel} may be called from
 * another.
 */
@NullMarked
package dev.ember.inference;

import org.jspecify.annotations.NullMarked;
