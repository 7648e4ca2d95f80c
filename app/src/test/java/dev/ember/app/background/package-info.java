/**
 * Answers that go on when nobody looks, and what is left when the phone ends one anyway: {@link
 * dev.ember.app.background.KillTest}.
 */
@NullMarked
package dev.ember.app.background;

import org.jspecify.annotations.NullMarked;
