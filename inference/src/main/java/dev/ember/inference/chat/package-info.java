/**
 * A chat as the model reads it: {@link dev.ember.inference.chat.Message}s rendered by the bundle's
 * own template into prompt tokens.
 */
@NullMarked
package dev.ember.inference.chat;

import org.jspecify.annotations.NullMarked;
