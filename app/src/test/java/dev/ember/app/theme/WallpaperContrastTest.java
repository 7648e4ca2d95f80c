package dev.ember.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.android.material.color.utilities.ColorUtils;
import com.google.android.material.color.utilities.Contrast;
import dev.ember.app.R;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.Test;

/**
 * What can be read in the app's own colours can be read in those of any wallpaper: each pair of the
 * design, in each way in which Android makes a scheme, for seeds at the ends of what there is.
 */
public final class WallpaperContrastTest {
  /** Ember's own, the corners of the colours of a screen, and the greys. */
  private static final int[] SEEDS = {
    0xFFB4470F,
    0xFFFF0000,
    0xFFFFFF00,
    0xFF00FF00,
    0xFF00FFFF,
    0xFF0000FF,
    0xFFFF00FF,
    0xFF000000,
    0xFF808080,
    0xFFFFFFFF
  };

  @Test
  public void contrast_anyWallpaper_isWhatTheDesignNeeds() throws IOException {
    DesignColors design = DesignColors.read();
    List<String> faults = new ArrayList<>();
    for (WallpaperScheme scheme : schemes(design, false)) {
      faults.addAll(faults(scheme, design.wallpaperContrastOf("light")));
    }
    for (WallpaperScheme scheme : schemes(design, true)) {
      faults.addAll(faults(scheme, design.wallpaperContrastOf("dark")));
    }
    assertThat(faults).isEmpty();
  }

  /** What the check above would say of a caution that nobody can read. */
  @Test
  public void contrast_plantedFault_isFound() throws IOException {
    Map<String, String> pale = Map.of("emberCaution", "#D9C48F");
    WallpaperScheme scheme =
        new WallpaperScheme(WallpaperScheme.Kind.TONAL_SPOT, SEEDS[0], false, pale);
    List<DesignColors.Pair> pairs = List.of(pair("emberCaution"), pair("outlineVariant"));
    assertThat(faults(scheme, pairs)).hasSize(2);
    assertThat(faults(scheme, List.of(pair("onSurface")))).isEmpty();
  }

  private static DesignColors.Pair pair(String text) {
    return new DesignColors.Pair(text, "surface", 0, 4.5);
  }

  /** A colour of the app that stayed behind would be the only one that does not belong. */
  @Test
  public void own_isEachRoleThatMaterialHasNot() throws IOException, IllegalAccessException {
    List<Integer> expected = new ArrayList<>();
    for (String role : DesignColors.read().light().keySet()) {
      if (WallpaperScheme.isOwn(role)) {
        expected.add(resource(role));
      }
    }
    assertThat(WallpaperColors.own())
        .containsExactlyInAnyOrder(expected.stream().mapToInt(Integer::intValue).toArray());
  }

  /** {@code emberOnCautionContainer} is {@code R.color.ember_on_caution_container}. */
  private static int resource(String role) throws IllegalAccessException {
    String words = role.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    String name = words.startsWith("ember") ? words : "ember_" + words;
    try {
      return R.color.class.getField(name).getInt(null);
    } catch (NoSuchFieldException missing) {
      throw new AssertionError("expected a colour " + name, missing);
    }
  }

  private static List<WallpaperScheme> schemes(DesignColors design, boolean dark) {
    List<WallpaperScheme> schemes = new ArrayList<>();
    for (WallpaperScheme.Kind kind : WallpaperScheme.Kind.values()) {
      for (int seed : SEEDS) {
        schemes.add(new WallpaperScheme(kind, seed, dark, dark ? design.dark() : design.light()));
      }
    }
    return schemes;
  }

  private static List<String> faults(WallpaperScheme scheme, List<DesignColors.Pair> pairs) {
    List<String> faults = new ArrayList<>();
    for (DesignColors.Pair pair : pairs) {
      double ratio = ratio(scheme.color(pair.fg()), scheme.color(pair.bg()));
      if (ratio < pair.need()) {
        faults.add(
            String.format(
                Locale.ROOT,
                "%s: %s on %s has %.2f and needs %.1f",
                scheme,
                pair.fg(),
                pair.bg(),
                ratio,
                pair.need()));
      }
    }
    return faults;
  }

  private static double ratio(int front, int back) {
    return Contrast.ratioOfTones(ColorUtils.lstarFromArgb(front), ColorUtils.lstarFromArgb(back));
  }
}
