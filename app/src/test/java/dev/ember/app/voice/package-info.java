/**
 * The phone's services, as a phone has them and has them not: {@link
 * dev.ember.app.voice.ReadAloudTest}.
 */
@NullMarked
package dev.ember.app.voice;

import org.jspecify.annotations.NullMarked;
