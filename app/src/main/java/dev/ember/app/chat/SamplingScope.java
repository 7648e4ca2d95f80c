package dev.ember.app.chat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.ModelState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For whom a change on the sampling sheet holds. The narrower goes before the wider. */
enum SamplingScope {
  CHAT,
  MODEL,
  ALL;

  /** What a chat that has not chosen for itself takes at this level; for {@link #CHAT}, its own. */
  SamplingSettings of(ChatState state, ModelState.Ready model) {
    AnswerSettings settings = state.settings();
    SamplingSettings chosen =
        switch (this) {
          case CHAT -> settings.samplingFor(model.name());
          case MODEL -> general(settings).samplingFor(model.name());
          case ALL -> general(settings).samplingFor(DefaultsEntity.ALL);
        };
    return Objects.requireNonNullElse(chosen, model.sampling());
  }

  private static AnswerSettings general(AnswerSettings settings) {
    return new AnswerSettings("", null, null, settings.defaults());
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
      return;
    }
    String scope = this == MODEL ? model.name() : DefaultsEntity.ALL;
    DefaultsEntity now = row(state.settings(), scope);
    settings.setDefaults(new DefaultsEntity(scope, now.systemPrompt(), sampling, now.whenFull()));
  }

  private static DefaultsEntity row(AnswerSettings settings, String scope) {
    for (DefaultsEntity row : settings.defaults()) {
      if (row.scope().equals(scope)) {
        return row;
      }
    }
    return new DefaultsEntity(scope, "", null, null);
  }
}
