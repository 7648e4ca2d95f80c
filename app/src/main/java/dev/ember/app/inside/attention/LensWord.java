package dev.ember.app.inside.attention;

import dev.ember.app.inside.why.TokenName;

/** A word that a layer would say next, and how sure it is of it, 0 to 1. */
record LensWord(int token, TokenName name, float probability) {}
