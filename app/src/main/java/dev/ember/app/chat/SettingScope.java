package dev.ember.app.chat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.engine.ModelState;
import org.jspecify.annotations.Nullable;

/** For whom a change of how to answer holds. The narrower goes before the wider. */
enum SettingScope {
  CHAT,
  MODEL,
  ALL;

  /** What a chat that has not chosen for itself takes at this level; for {@link #CHAT}, its own. */
  SamplingSettings of(ChatState state, ModelState.Ready model) {
    AnswerSettings settings = state.settings();
    SamplingSettings chosen =
        switch (this) {
          case CHAT -> settings.samplingFor(model.key());
          case MODEL -> settings.general().samplingFor(model.key());
          case ALL -> settings.general().samplingFor(null);
        };
    return SamplingSettings.over(model.sampling(), chosen);
  }

  /**
   * Changes this level alone.
   *
   * @param sampling null takes what the wider level has
   */
  void set(
      ChatSettings settings,
      ChatState state,
      ModelState.Ready model,
      @Nullable SamplingSettings sampling) {
    if (this == CHAT) {
      settings.setSampling(sampling);
    } else {
      settings.setDefaults(state.settings().defaultsOf(whose(model.key())).with(sampling));
    }
  }

  /** The system prompt of this level itself. */
  SystemPrompt prompt(AnswerSettings settings, @Nullable ModelKey model) {
    return this == CHAT
        ? settings.systemPrompt()
        : settings.defaultsOf(whose(model)).systemPrompt();
  }

  /** Changes the system prompt of this level alone. */
  void setPrompt(
      ChatSettings writer, AnswerSettings settings, @Nullable ModelKey model, SystemPrompt prompt) {
    if (this == CHAT) {
      writer.setSystemPrompt(prompt);
    } else {
      writer.setDefaults(settings.defaultsOf(whose(model)).with(prompt));
    }
  }

  private @Nullable ModelKey whose(@Nullable ModelKey model) {
    return this == MODEL ? model : null;
  }
}
