/** What the phone says of its warmth: {@link dev.ember.app.health.WarmthTest}. */
@NullMarked
package dev.ember.app.health;

import org.jspecify.annotations.NullMarked;
