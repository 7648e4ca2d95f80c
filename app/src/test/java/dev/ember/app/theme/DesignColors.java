package dev.ember.app.theme;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The design's colours, as its authors wrote them down.
 *
 * @param light role to {@code #RRGGBB}
 * @param dark the same
 * @param contrast pairs that must be told apart, for {@code light} and {@code dark}
 */
record DesignColors(
    Map<String, String> light, Map<String, String> dark, Map<String, List<Pair>> contrast) {

  /**
   * @param fg role in front
   * @param bg role behind
   * @param ratio as the design computed it
   * @param need WCAG 2.2 AA: 4.5 for text, 3 for shapes
   */
  record Pair(String fg, String bg, double ratio, double need) {}

  /**
   * What a wallpaper need not keep apart. Android's grey scheme has strong containers, and makes
   * these one. The first two the app does not paint; where it paints the third, a ring or a mark
   * that stands on the page says the same.
   */
  private static final Set<String> NEVER_ALONE =
      Set.of(
          "onSurfaceVariant on primaryContainer",
          "primary on primaryContainer",
          "tertiary on tertiaryContainer");

  List<Pair> contrastOf(String mode) {
    return Objects.requireNonNull(contrast.get(mode), mode);
  }

  /** The same in the colours of a wallpaper. */
  List<Pair> wallpaperContrastOf(String mode) {
    List<Pair> pairs = new ArrayList<>(contrastOf(mode));
    pairs.removeIf(pair -> NEVER_ALONE.contains(pair.fg() + " on " + pair.bg()));
    return pairs;
  }

  static DesignColors read() throws IOException {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(
                DesignColors.class.getResourceAsStream("colors.json"), "colors.json"),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(json, DesignColors.class);
    }
  }
}
