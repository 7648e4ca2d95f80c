package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.SamplingSettings;
import dev.ember.app.presets.SamplingChoice;
import java.util.Locale;
import org.junit.Test;

public final class SettingTest {
  private static final SamplingSettings ALL =
      new SamplingSettings(0.7f, 40, 0.92f, 0.05f, 1.1f, 256, 7L);

  @Test
  public void with_eachSetting_changesThatOneAlone() {
    for (Setting setting : Setting.values()) {
      SamplingSettings changed = setting.with(ALL, setting.range().to());
      assertThat(setting.of(changed)).as(setting.name()).isEqualTo(setting.range().to());
      assertThat(setting.with(changed, setting.of(ALL))).as(setting.name()).isEqualTo(ALL);
    }
  }

  @Test
  public void snap_betweenSteps_takesTheNearest() {
    assertThat(Setting.TOP_P.snap(0.927f)).isEqualTo(0.93f);
    assertThat(Setting.TOP_K.snap(39.6f)).isEqualTo(40);
  }

  @Test
  public void snap_outsideTheRange_takesItsEnd() {
    assertThat(Setting.TEMPERATURE.snap(5)).isEqualTo(2);
    assertThat(Setting.REPETITION.snap(0.5f)).isEqualTo(1);
  }

  @Test
  public void format_value_hasTheStepsDecimals() {
    assertThat(Setting.TEMPERATURE.format(Locale.ROOT, 0.7f)).isEqualTo("0.70");
    assertThat(Setting.TOP_K.format(Locale.ROOT, 40)).isEqualTo("40");
  }

  @Test
  public void presets_lieWithinTheSliders() {
    for (SamplingChoice.Preset preset : SamplingChoice.Preset.values()) {
      SamplingSettings settings = preset.settings();
      if (settings != null) {
        for (Setting setting : Setting.values()) {
          float value = setting.of(settings);
          assertThat(setting.snap(value)).as(preset + " " + setting).isEqualTo(value);
        }
      }
    }
  }
}
