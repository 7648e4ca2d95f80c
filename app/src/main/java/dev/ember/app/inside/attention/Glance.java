package dev.ember.app.inside.attention;

/**
 * A token that another one looks at.
 *
 * @param token its place in the text
 * @param weight 0 to 1
 */
record Glance(int token, String label, float weight) {}
