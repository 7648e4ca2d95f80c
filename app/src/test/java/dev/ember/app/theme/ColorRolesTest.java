package dev.ember.app.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import android.app.Application;
import android.content.Context;
import android.content.res.Resources;
import android.content.res.TypedArray;
import android.util.TypedValue;
import android.view.ContextThemeWrapper;
import androidx.core.graphics.ColorUtils;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class ColorRolesTest {
  /** The design gives ratios with two decimals. */
  private static final double ROUNDING = 0.006;

  private static final int ROLES = 43;

  /** The contrast that text needs. */
  private static final double AA = 4.5;

  /** Where the attribute's name is not simply the role's with "color" before it. */
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("inverseSurface", "colorSurfaceInverse"),
          Map.entry("inverseOnSurface", "colorOnSurfaceInverse"),
          Map.entry("inversePrimary", "colorPrimaryInverse"),
          Map.entry("codeBlock", "emberCodeBlock"),
          Map.entry("codeKeyword", "emberCodeKeyword"),
          Map.entry("codeString", "emberCodeString"),
          Map.entry("codeNumber", "emberCodeNumber"),
          Map.entry("codeComment", "emberCodeComment"));

  /** Over the theme; 0 for none. */
  private int overlay;

  @Test
  public void theme_light_hasEveryRoleOfTheDesign() throws IOException {
    assertRoles(DesignColors.read().light());
  }

  @Test
  @Config(qualifiers = "night")
  public void theme_dark_hasEveryRoleOfTheDesign() throws IOException {
    assertRoles(DesignColors.read().dark());
  }

  @Test
  public void contrast_light_isWhatTheDesignNeeds() throws IOException {
    assertContrasts("light");
  }

  @Test
  @Config(qualifiers = "night")
  public void contrast_dark_isWhatTheDesignNeeds() throws IOException {
    assertContrasts("dark");
  }

  @Test
  public void text_light_isOfTheAppsColours() {
    assertTexts();
  }

  @Test
  @Config(qualifiers = "night")
  public void text_dark_isOfTheAppsColours() {
    assertTexts();
  }

  /** Which colours those are, {@link WallpaperContrastTest} looks at. */
  @Test
  @Config(sdk = 35)
  public void theme_wallpaper_changesMaterialsRolesAndTheFieldOfCode() {
    int primary = color("primary");
    int code = color("codeBlock");
    overlay = R.style.ThemeOverlay_Material3_DynamicColors_DayNight;
    assertThat(color("primary")).isNotEqualTo(primary);
    assertThat(color("codeBlock")).isNotEqualTo(code).isEqualTo(color("surfaceContainer"));
  }

  private void assertRoles(Map<String, String> expected) {
    assertThat(expected).hasSize(ROLES);
    expected.forEach(
        (role, hex) ->
            assertThat(String.format(Locale.ROOT, "#%06X", 0xFFFFFF & color(role)))
                .as(role)
                .isEqualTo(hex));
  }

  private void assertContrasts(String mode) throws IOException {
    for (DesignColors.Pair pair : DesignColors.read().contrastOf(mode)) {
      double ratio = ColorUtils.calculateContrast(color(pair.fg()), color(pair.bg()));
      String name = mode + ": " + pair.fg() + " on " + pair.bg();
      assertThat(ratio).as(name).isGreaterThanOrEqualTo(pair.need());
      assertThat(ratio).as(name).isCloseTo(pair.ratio(), within(ROUNDING));
    }
  }

  /** Of views that name no colour: radio buttons, switches, dialogs, fields. */
  private void assertTexts() {
    int first = color("onSurface");
    int second = color("onSurfaceVariant");
    assertThat(text(android.R.attr.textColorPrimary)).isEqualTo(first);
    assertThat(text(android.R.attr.textColorPrimaryDisableOnly)).isEqualTo(first);
    assertThat(text(android.R.attr.textColorAlertDialogListItem)).isEqualTo(first);
    assertThat(text(android.R.attr.textColorSecondary)).isEqualTo(second);
    assertThat(text(android.R.attr.textColorTertiary)).isEqualTo(second);
    assertThat(text(android.R.attr.textColorHint)).isEqualTo(second);
    assertThat(text(android.R.attr.textColorLink)).isEqualTo(color("primary"));

    int chosen = text(android.R.attr.textColorHighlight);
    assertThat(ColorUtils.setAlphaComponent(chosen, 255)).isEqualTo(color("primary"));
    for (String ground : List.of("surface", "surfaceContainerHighest", "primaryContainer")) {
      int behind = ColorUtils.compositeColors(chosen, color(ground));
      assertThat(ColorUtils.calculateContrast(first, behind)).as(ground).isGreaterThan(AA);
    }
  }

  private int text(int attribute) {
    TypedArray values = themed().obtainStyledAttributes(new int[] {attribute});
    int color = values.getColor(0, 0);
    values.recycle();
    return color;
  }

  private Context themed() {
    Context app = ApplicationProvider.getApplicationContext();
    Context themed = new ContextThemeWrapper(app, R.style.Theme_Ember);
    if (overlay != 0) {
      themed.getTheme().applyStyle(overlay, true);
    }
    return themed;
  }

  /** What a view of the app gets when it asks for a role. */
  private int color(String role) {
    Context themed = themed();
    String plain =
        role.startsWith("ember")
            ? role
            : "color" + Character.toUpperCase(role.charAt(0)) + role.substring(1);
    String attribute = ATTRIBUTES.getOrDefault(role, plain);
    Resources resources = themed.getResources();
    int id = resources.getIdentifier(attribute, "attr", themed.getPackageName());
    TypedValue value = new TypedValue();
    assertThat(themed.getTheme().resolveAttribute(id, value, true)).as(attribute).isTrue();
    return value.data;
  }
}
