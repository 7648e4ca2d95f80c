package dev.ember.app.presets;

import dev.ember.app.data.PresetEntity;
import dev.ember.app.data.SamplingSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the chat picks words, and by which name people know that.
 *
 * @param preset the named setting that picks words as {@code settings} do, whatever the length of
 *     the answer and the dice, or {@link Preset#OWN}
 * @param ownName what the user calls it, or null
 */
public record SamplingChoice(Preset preset, @Nullable String ownName, SamplingSettings settings) {

  /** Named settings, in the order of the chips. The values are Ember's own choice. */
  public enum Preset {
    /** The model's own values. */
    MODEL(null),
    /** The likeliest word, always. */
    EXACT(new SamplingSettings(0, 0, 1, 0, 1, SamplingSettings.DEFAULT_MAX_TOKENS, null)),
    BALANCED(
        new SamplingSettings(
            0.7f, 40, 0.92f, 0.05f, 1.1f, SamplingSettings.DEFAULT_MAX_TOKENS, null)),
    LIVELY(
        new SamplingSettings(1, 0, 0.98f, 0.02f, 1.1f, SamplingSettings.DEFAULT_MAX_TOKENS, null)),
    /** Values that no other preset has. */
    OWN(null);

    private final @Nullable SamplingSettings settings;

    Preset(@Nullable SamplingSettings settings) {
      this.settings = settings;
    }

    /** What to give to a chat's settings; null for {@link #MODEL} and OWN. */
    public @Nullable SamplingSettings settings() {
      return settings;
    }
  }

  /**
   * Names what a chat has chosen.
   *
   * @param chosen the chat's own settings or what it takes in their place, or null if it has none
   * @param ofModel what the model brings along, or null while that is unknown
   * @param own the user's own presets
   * @return null if neither is known
   */
  public static @Nullable SamplingChoice of(
      @Nullable SamplingSettings chosen,
      @Nullable SamplingSettings ofModel,
      List<PresetEntity> own) {
    if (chosen == null || chosen.picks() == null) {
      return ofModel == null
          ? null
          : new SamplingChoice(Preset.MODEL, null, SamplingSettings.over(ofModel, chosen));
    }
    if (ofModel != null && chosen.picksLike(ofModel)) {
      return new SamplingChoice(Preset.MODEL, null, chosen);
    }
    for (Preset preset : Preset.values()) {
      if (preset.settings != null && chosen.picksLike(preset.settings)) {
        return new SamplingChoice(preset, null, chosen);
      }
    }
    for (PresetEntity preset : own) {
      if (preset.sampling() != null && chosen.picksLike(preset.sampling())) {
        return new SamplingChoice(Preset.OWN, preset.name(), chosen);
      }
    }
    return new SamplingChoice(Preset.OWN, null, chosen);
  }
}
