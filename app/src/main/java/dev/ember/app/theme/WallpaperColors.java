package dev.ember.app.theme;

import android.app.Activity;
import android.app.Application;
import com.google.android.material.color.DynamicColors;
import com.google.android.material.color.DynamicColorsOptions;
import com.google.android.material.color.HarmonizedColors;
import com.google.android.material.color.HarmonizedColorsOptions;
import dev.ember.app.R;
import java.util.function.BooleanSupplier;

/**
 * The roles of Material in the colours of the wallpaper, from Android 12 on. The app's own roles,
 * which no wallpaper has, are turned a little towards its primary colour and keep their lightness,
 * so that what can be read stays so. The two scales of data stay as they are: a colour there is a
 * value, and their steps differ for every kind of sight.
 */
public final class WallpaperColors {
  private WallpaperColors() {}

  /** The own roles: right, careful, and the words of code. */
  static int[] own() {
    return new int[] {
      R.color.ember_checked,
      R.color.ember_checked_container,
      R.color.ember_on_checked_container,
      R.color.ember_caution,
      R.color.ember_caution_container,
      R.color.ember_on_caution_container,
      R.color.ember_code_keyword,
      R.color.ember_code_string,
      R.color.ember_code_number,
      R.color.ember_code_comment
    };
  }

  /**
   * Colours each window that opens from now on.
   *
   * @param wanted asked for each window
   */
  public static void follow(Application app, BooleanSupplier wanted) {
    DynamicColors.applyToActivitiesIfAvailable(
        app,
        new DynamicColorsOptions.Builder()
            .setPrecondition((activity, theme) -> wanted.getAsBoolean())
            .setOnAppliedCallback(WallpaperColors::turnOwn)
            .build());
  }

  /** Towards the primary colour that the window has just got. */
  private static void turnOwn(Activity activity) {
    HarmonizedColors.applyToContextIfAvailable(
        activity, new HarmonizedColorsOptions.Builder().setColorResourceIds(own()).build());
  }
}
