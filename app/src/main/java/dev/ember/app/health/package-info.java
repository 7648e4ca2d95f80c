/**
 * How warm the phone is: {@link dev.ember.app.health.Warmth} asks Android, and nobody else does.
 */
@NullMarked
package dev.ember.app.health;

import org.jspecify.annotations.NullMarked;
