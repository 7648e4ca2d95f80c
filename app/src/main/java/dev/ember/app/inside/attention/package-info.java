/**
 * Where a model looks: {@link dev.ember.app.inside.attention.AttentionFragment} shows the attention
 * of a sentence's tokens to each other, by layer and head, on the live model.
 */
@NullMarked
package dev.ember.app.inside.attention;

import org.jspecify.annotations.NullMarked;
