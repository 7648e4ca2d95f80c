/**
 * What a user does, with the real model: {@link dev.ember.app.journey.ChatJourneyTest}. The same
 * classes run in the JVM and, out of the instrumentation APK, on a phone.
 */
@NullMarked
package dev.ember.app.journey;

import org.jspecify.annotations.NullMarked;
