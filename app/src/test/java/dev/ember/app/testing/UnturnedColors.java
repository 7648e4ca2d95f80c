package dev.ember.app.testing;

import android.content.Context;
import com.google.android.material.color.HarmonizedColors;
import com.google.android.material.color.HarmonizedColorsOptions;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;

/**
 * Leaves the app's own colours beside a wallpaper's as they are. Android puts the turned ones into
 * a table of resources that is loaded at run time; in Robolectric a theme does not outlive that.
 */
@Implements(HarmonizedColors.class)
public final class UnturnedColors {
  private UnturnedColors() {}

  @Implementation
  protected static void applyToContextIfAvailable(
      Context context, HarmonizedColorsOptions options) {}
}
