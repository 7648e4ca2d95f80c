/**
 * How the screens look, beyond what they do: {@link dev.ember.app.screens.ScreenshotTest} paints
 * each of them.
 */
@NullMarked
package dev.ember.app.screens;

import org.jspecify.annotations.NullMarked;
