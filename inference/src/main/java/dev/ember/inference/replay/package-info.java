/**
 * Answers that can be told again: a {@link dev.ember.inference.replay.Replay} is a small JSON text
 * with everything that an answer came from, and the answer.
 */
@NullMarked
package dev.ember.inference.replay;

import org.jspecify.annotations.NullMarked;
