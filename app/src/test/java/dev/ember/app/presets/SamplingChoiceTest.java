package dev.ember.app.presets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.presets.SamplingChoice.Preset;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import org.junit.Test;

public final class SamplingChoiceTest {
  private static final SamplingSettings OF_MODEL =
      new SamplingSettings(0.6f, 20, 0.9f, 0, 1.05f, 200, null);
  private static final SamplingSettings UNUSUAL =
      new SamplingSettings(1.7f, 3, 0.5f, 0.2f, 1.3f, 64, 7L);

  @Test
  public void of_nothingChosen_isTheModelsOwn() {
    assertThat(SamplingChoice.of(null, OF_MODEL, List.of()))
        .isEqualTo(new SamplingChoice(Preset.MODEL, null, OF_MODEL));
  }

  @Test
  public void of_nothingKnown_isNull() {
    assertThat(SamplingChoice.of(null, null, List.of())).isNull();
  }

  @Test
  public void of_valuesOfAPreset_haveItsName() {
    for (Preset preset : Preset.values()) {
      SamplingSettings settings = preset.settings();
      if (settings != null) {
        assertThat(SamplingChoice.of(settings, OF_MODEL, List.of()))
            .isEqualTo(new SamplingChoice(preset, null, settings));
      }
    }
  }

  @Test
  public void of_ownLengthAndDice_keepsTheName() {
    SamplingSettings longer = OF_MODEL.withMaxTokens(77).withFixedSeed(7L);
    assertThat(SamplingChoice.of(longer, OF_MODEL, List.of()))
        .isEqualTo(new SamplingChoice(Preset.MODEL, null, longer));
  }

  @Test
  public void of_theModelsWayWithOwnLengthAndDice_takesTheValuesOfAnyModel() {
    SamplingSettings chosen = UNUSUAL.pickingAsTheModel();
    assertThat(SamplingChoice.of(chosen, OF_MODEL, List.of()))
        .isEqualTo(
            new SamplingChoice(Preset.MODEL, null, OF_MODEL.withMaxTokens(64).withFixedSeed(7L)));
    assertThat(SamplingChoice.of(chosen, null, List.of())).isNull();
  }

  @Test
  public void of_otherValues_areTheUsersOwn() {
    assertThat(SamplingChoice.of(UNUSUAL, null, List.of()))
        .isEqualTo(new SamplingChoice(Preset.OWN, null, UNUSUAL));
  }

  @Test
  public void presets_areValidForTheSampler() {
    for (Preset preset : Preset.values()) {
      SamplingSettings settings = preset.settings();
      if (settings != null) {
        SamplingOptions options = settings.toOptions(3);
        assertThat(options.seed()).isEqualTo(3);
        assertThat(options.temperature()).isEqualTo(settings.temperature());
      }
    }
  }

  @Test
  public void toOptions_everyField_isThatOfTheSettings() {
    SamplingSettings distinct = UNUSUAL.withMaxTokens(48).withFixedSeed(null);

    assertThat(distinct.toOptions(5))
        .isEqualTo(new SamplingOptions(1.7f, 3, 0.5f, 0.2f, 1.3f, 64, 5));
  }

  @Test
  public void toOptions_fixedSeed_ignoresNewDice() {
    assertThat(UNUSUAL.toOptions(3).seed()).isEqualTo(7);
  }

  @Test
  public void of_valuesOfAnOwnPreset_haveItsName() {
    PresetEntity own = new PresetEntity(1, "Poems", "", UNUSUAL);

    assertThat(SamplingChoice.of(UNUSUAL, OF_MODEL, List.of(own)))
        .isEqualTo(new SamplingChoice(Preset.OWN, "Poems", UNUSUAL));
  }
}
