/**
 * What a person may set: {@link dev.ember.app.settings.Settings} keeps it, {@link
 * dev.ember.app.settings.SettingsFragment} shows it, {@link dev.ember.app.settings.Privacy} holds
 * the window to it.
 */
@NullMarked
package dev.ember.app.settings;

import org.jspecify.annotations.NullMarked;
