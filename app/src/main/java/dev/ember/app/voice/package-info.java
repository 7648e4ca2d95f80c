/**
 * The phone's own services that speak and listen. {@link dev.ember.app.voice.VoiceModel} belongs to
 * one chat's screen and outlives its views: it holds {@link dev.ember.app.voice.ReadAloud} and
 * {@link dev.ember.app.voice.Dictation}.
 *
 * <p>Trap: such a service may be one that sends what it gets to its maker. So both prefer what
 * works without a network, and where a phone has none, they ask before they use the other.
 */
@NullMarked
package dev.ember.app.voice;

import org.jspecify.annotations.NullMarked;
