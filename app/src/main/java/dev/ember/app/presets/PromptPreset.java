package dev.ember.app.presets;

import androidx.annotation.StringRes;
import dev.ember.app.R;

/**
 * System prompts that the app brings along, in the order of their chips. Their names are in the
 * screen's language; their texts are English in every language, which small models follow best.
 */
public enum PromptPreset {
  BRIEF(R.string.prompt_preset_brief, R.string.prompt_text_brief),
  STEPS(R.string.prompt_preset_steps, R.string.prompt_text_steps),
  STORY(R.string.prompt_preset_story, R.string.prompt_text_story),
  PROOFREAD(R.string.prompt_preset_proofread, R.string.prompt_text_proofread),
  TRANSLATE(R.string.prompt_preset_translate, R.string.prompt_text_translate);

  private final int name;
  private final int text;

  PromptPreset(@StringRes int name, @StringRes int text) {
    this.name = name;
    this.text = text;
  }

  /** What people call it. */
  @StringRes
  public int words() {
    return name;
  }

  /** What the model reads. */
  @StringRes
  public int text() {
    return text;
  }
}
