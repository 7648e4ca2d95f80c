package dev.ember.app.inside.attention;

import dev.ember.app.inside.tokens.TokenPiece;

/**
 * A token that another one looks at.
 *
 * @param token its place in the text
 * @param weight 0 to 1
 */
record Glance(int token, TokenPiece piece, float weight) {}
