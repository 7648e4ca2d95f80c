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

  /**
   * The system prompt for a model; empty is none.
   *
   * @param model null for what holds whatever the model, as in the other questions
   */
  public String systemPromptFor(@Nullable ModelKey model) {
    if (systemPrompt.isChosen()) {
      return systemPrompt.text();
    }
    SystemPrompt wider =
        first(model, level -> level.systemPrompt().isChosen() ? level.systemPrompt() : null);
    return wider == null ? "" : wider.text();
  }

  /** The sampling for a model, or null for its own. */
  public @Nullable SamplingSettings samplingFor(@Nullable ModelKey model) {
    return sampling != null ? sampling : first(model, DefaultsEntity::sampling);
  }

  public WhenFull whenFullFor(@Nullable ModelKey model) {
    WhenFull chosen = whenFull != null ? whenFull : first(model, DefaultsEntity::whenFull);
    return chosen == null ? WhenFull.DROP_OLDEST : chosen;
  }

  /** The same for a chat that has chosen nothing itself. */
  public AnswerSettings general() {
    return new AnswerSettings(SystemPrompt.INHERITED, null, null, defaults);
  }

  /** What was chosen for a model itself; null for what was chosen for all chats. */
  public DefaultsEntity defaultsOf(@Nullable ModelKey model) {
    if (model == null) {
      return level(DefaultsEntity.ALL, DefaultsEntity.ALL);
    }
    return level(model.scope(), model.formerScope()).of(model.scope());
  }

  /** The row of the first of two scopes that has one, else one where nobody has chosen anything. */
  private DefaultsEntity level(String scope, String otherwise) {
    DefaultsEntity found = new DefaultsEntity(scope, SystemPrompt.INHERITED, null, null);
    for (DefaultsEntity level : defaults) {
      if (level.scope().equals(scope)) {
        return level;
      }
      found = level.scope().equals(otherwise) ? level : found;
    }
    return found;
  }

  private <T> @Nullable T first(
      @Nullable ModelKey model, Function<DefaultsEntity, @Nullable T> part) {
    T ofModel = model == null ? null : part.apply(defaultsOf(model));
    return ofModel != null ? ofModel : part.apply(defaultsOf(null));
  }
}
