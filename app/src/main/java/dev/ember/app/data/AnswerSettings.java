package dev.ember.app.data;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a chat, the models and the user's defaults say about answering: the chat's word goes before
 * the model's, that before the general one.
 *
 * @param systemPrompt the chat's own
 * @param sampling the chat's own, or null
 * @param whenFull the chat's own, or null
 * @param defaults of models and of {@link DefaultsEntity#ALL}
 */
public record AnswerSettings(
    SystemPrompt systemPrompt,
    @Nullable SamplingSettings sampling,
    @Nullable WhenFull whenFull,
    List<DefaultsEntity> defaults) {

  /** Where nobody has chosen anything. */
  public static final AnswerSettings NONE =
      new AnswerSettings(SystemPrompt.INHERITED, null, null, List.of());

  public AnswerSettings {
    defaults = List.copyOf(defaults);
  }

  public static AnswerSettings of(ChatEntity chat, List<DefaultsEntity> defaults) {
    return new AnswerSettings(chat.systemPrompt(), chat.sampling(), chat.whenFull(), defaults);
  }

  /** The system prompt for a model; empty is none. */
  public String systemPromptFor(String model) {
    if (systemPrompt.isChosen()) {
      return systemPrompt.text();
    }
    SystemPrompt wider =
        first(model, level -> level.systemPrompt().isChosen() ? level.systemPrompt() : null);
    return wider == null ? "" : wider.text();
  }

  /** The sampling for a model, or null for its own. */
  public @Nullable SamplingSettings samplingFor(String model) {
    return sampling != null ? sampling : first(model, DefaultsEntity::sampling);
  }

  public WhenFull whenFullFor(String model) {
    WhenFull chosen = whenFull != null ? whenFull : first(model, DefaultsEntity::whenFull);
    return chosen == null ? WhenFull.DROP_OLDEST : chosen;
  }

  /** The same for a chat that has chosen nothing itself. */
  public AnswerSettings general() {
    return new AnswerSettings(SystemPrompt.INHERITED, null, null, defaults);
  }

  /**
   * What was chosen for a scope itself.
   *
   * @param scope a model's name or {@link DefaultsEntity#ALL}
   */
  public DefaultsEntity defaultsOf(String scope) {
    for (DefaultsEntity level : defaults) {
      if (level.scope().equals(scope)) {
        return level;
      }
    }
    return new DefaultsEntity(scope, SystemPrompt.INHERITED, null, null);
  }

  private <T> @Nullable T first(String model, Function<DefaultsEntity, @Nullable T> part) {
    for (String scope : List.of(model, DefaultsEntity.ALL)) {
      for (DefaultsEntity level : defaults) {
        T value = level.scope().equals(scope) ? part.apply(level) : null;
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }
}
