package dev.ember.app.inside.step;

import dev.ember.app.inside.tokens.TokenPiece;
import org.jspecify.annotations.Nullable;

/**
 * A token as it stands among the others.
 *
 * @param sure how probable the model alone found it, from 0 to 1; null where nobody looked
 * @param index behind the start, from 0; below 0 it is of the start
 */
record StepChip(TokenPiece piece, @Nullable Float sure, int index) {}
