/**
 * What may be set, and what the app says of itself: {@link dev.ember.app.settings.SettingsTest}.
 */
@NullMarked
package dev.ember.app.settings;

import org.jspecify.annotations.NullMarked;
