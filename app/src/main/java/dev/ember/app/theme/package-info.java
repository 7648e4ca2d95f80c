/**
 * The colours at run time: {@link dev.ember.app.theme.WallpaperColors} takes the wallpaper's where
 * the user wants them. All screens read roles as attributes of the theme and know nothing of it.
 */
@NullMarked
package dev.ember.app.theme;

import org.jspecify.annotations.NullMarked;
