/**
 * A chat as the model reads it. Start at {@link dev.ember.inference.chat.ChatTemplate}: it turns
 * {@link dev.ember.inference.chat.Message}s into prompt tokens by the bundle's own template.
 *
 * <p>Flow: history {@code -> ContextWindow (what fits) -> ContentGuard (what people wrote stays
 * text) -> Template -> tokens}. Training takes the same way and learns which tokens are the
 * assistant's.
 *
 * <p>Trap: the rendered text alone does not say who wrote a special token; only {@code encode}
 * knows.
 */
@NullMarked
package dev.ember.inference.chat;

import org.jspecify.annotations.NullMarked;
