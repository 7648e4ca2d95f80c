/**
 * Looking inside a model from a terminal: how {@link dev.ember.converter.cli.inside.DrawText} tells
 * of a draw, and {@link dev.ember.converter.cli.inside.AttentionText} of who attends to whom.
 */
@NullMarked
package dev.ember.converter.cli.inside;

import org.jspecify.annotations.NullMarked;
