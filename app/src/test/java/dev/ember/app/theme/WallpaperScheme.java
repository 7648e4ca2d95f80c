package dev.ember.app.theme;

import com.google.android.material.color.utilities.Blend;
import com.google.android.material.color.utilities.DynamicColor;
import com.google.android.material.color.utilities.DynamicScheme;
import com.google.android.material.color.utilities.Hct;
import com.google.android.material.color.utilities.MaterialDynamicColors;
import com.google.android.material.color.utilities.SchemeExpressive;
import com.google.android.material.color.utilities.SchemeFruitSalad;
import com.google.android.material.color.utilities.SchemeMonochrome;
import com.google.android.material.color.utilities.SchemeNeutral;
import com.google.android.material.color.utilities.SchemeRainbow;
import com.google.android.material.color.utilities.SchemeTonalSpot;
import com.google.android.material.color.utilities.SchemeVibrant;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the roles of the app are on a phone with a certain wallpaper: Material's as Android makes
 * them, the app's own as {@link WallpaperColors} turns them.
 */
final class WallpaperScheme {
  /** In which way Android makes a scheme of a colour; its user chooses one. */
  enum Kind {
    TONAL_SPOT,
    VIBRANT,
    EXPRESSIVE,
    NEUTRAL,
    RAINBOW,
    FRUIT_SALAD,
    MONOCHROME;

    private DynamicScheme of(Hct seed, boolean dark) {
      return switch (this) {
        case TONAL_SPOT -> new SchemeTonalSpot(seed, dark, 0);
        case VIBRANT -> new SchemeVibrant(seed, dark, 0);
        case EXPRESSIVE -> new SchemeExpressive(seed, dark, 0);
        case NEUTRAL -> new SchemeNeutral(seed, dark, 0);
        case RAINBOW -> new SchemeRainbow(seed, dark, 0);
        case FRUIT_SALAD -> new SchemeFruitSalad(seed, dark, 0);
        case MONOCHROME -> new SchemeMonochrome(seed, dark, 0);
      };
    }
  }

  private static final MaterialDynamicColors MATERIAL = new MaterialDynamicColors();

  private final DynamicScheme scheme;
  private final Map<String, String> own;
  private final String name;

  /**
   * @param seed the colour of the wallpaper
   * @param own the app's colours without a wallpaper, {@code #RRGGBB} by role
   */
  WallpaperScheme(Kind kind, int seed, boolean dark, Map<String, String> own) {
    this.own = own;
    scheme = kind.of(Hct.fromInt(seed), dark);
    name =
        String.format(
            Locale.ROOT, "%s of #%06X, %s", kind, 0xFFFFFF & seed, dark ? "dark" : "light");
  }

  /** The colour of a role of {@code colors.json}. */
  int color(String role) {
    if (role.equals("codeBlock")) {
      return color("surfaceContainer");
    }
    if (isOwn(role)) {
      return Blend.harmonize(parse(Objects.requireNonNull(own.get(role), role)), color("primary"));
    }
    try {
      DynamicColor color =
          (DynamicColor) MaterialDynamicColors.class.getMethod(role).invoke(MATERIAL);
      return Objects.requireNonNull(color, role).getArgb(scheme);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException wrong) {
      throw new AssertionError("no role of Material: " + role, wrong);
    }
  }

  /** Whether a role is the app's, and no other's. */
  static boolean isOwn(String role) {
    return role.startsWith("ember") || (role.startsWith("code") && !role.equals("codeBlock"));
  }

  static int parse(String hex) {
    return 0xFF000000 | Integer.parseInt(hex.substring(1), 16);
  }

  @Override
  public String toString() {
    return name;
  }
}
