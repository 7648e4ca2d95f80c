/**
 * Any text as the pieces that a model reads: {@link dev.ember.app.inside.tokens.TokenCutter} cuts
 * it, {@link dev.ember.app.inside.tokens.TokensFragment} shows it.
 */
@NullMarked
package dev.ember.app.inside.tokens;

import org.jspecify.annotations.NullMarked;
