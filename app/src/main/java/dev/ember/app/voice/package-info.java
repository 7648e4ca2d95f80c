/**
 * What the phone's own services say and hear: {@link dev.ember.app.voice.ReadAloud} and {@link
 * dev.ember.app.voice.Dictation}, over {@link dev.ember.app.voice.VoiceServices}.
 *
 * <p>Trap: such a service may be one that sends what it gets to its maker. So both prefer what
 * works without a network, and where a phone has none, they ask before they use the other.
 */
@NullMarked
package dev.ember.app.voice;

import org.jspecify.annotations.NullMarked;
