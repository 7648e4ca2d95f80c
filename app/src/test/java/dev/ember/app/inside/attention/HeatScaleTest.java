package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class HeatScaleTest {
  /** Just below a step; a float tells them apart at every step. */
  private static final float LESS = 1e-4f;

  private static JsonObject design() throws IOException {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(
                HeatScaleTest.class.getResourceAsStream("/dev/ember/app/theme/colors.json")),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(json).getAsJsonObject().getAsJsonObject("attentionHeat");
    }
  }

  @Test
  public void step_eachStopOfTheDesign_beginsThere() throws IOException {
    JsonArray stops = design().getAsJsonArray("stops");
    assertThat(HeatScale.steps()).isEqualTo(stops.size());
    for (int i = 0; i < stops.size(); i++) {
      assertThat(HeatScale.step(stops.get(i).getAsFloat() + LESS)).isEqualTo(i);
      if (i > 0) {
        assertThat(HeatScale.step(stops.get(i).getAsFloat() - LESS)).isEqualTo(i - 1);
      }
    }
  }

  @Test
  public void colors_light_areTheDesigns() throws IOException {
    assertColors("light");
  }

  @Test
  @Config(qualifiers = "night")
  public void colors_dark_areTheDesigns() throws IOException {
    assertColors("dark");
  }

  private static void assertColors(String mode) throws IOException {
    HeatScale scale = new HeatScale(ApplicationProvider.getApplicationContext());
    JsonArray colors = design().getAsJsonArray(mode);
    for (int i = 0; i < colors.size(); i++) {
      assertThat(String.format(Locale.ROOT, "#%06X", 0xFFFFFF & scale.color(i)))
          .isEqualTo(colors.get(i).getAsString());
    }
  }
}
