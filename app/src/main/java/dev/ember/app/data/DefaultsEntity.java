package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Embedded;
import androidx.room.Entity;
import androidx.room.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * What chats take that have not chosen for themselves.
 *
 * @param scope a model's {@link ModelKey#scope}, or {@link #ALL}
 * @param sampling null for the model's own
 * @param whenFull null where nobody chose
 */
@Entity(tableName = "defaults")
public record DefaultsEntity(
    @PrimaryKey @NonNull String scope,
    @Embedded @NonNull SystemPrompt systemPrompt,
    @Embedded(prefix = "sampling_") @Nullable SamplingSettings sampling,
    @Nullable WhenFull whenFull) {

  /** Every model. */
  public static final String ALL = "";

  /** The same for another scope. */
  DefaultsEntity of(String other) {
    return new DefaultsEntity(other, systemPrompt, sampling, whenFull);
  }

  public DefaultsEntity with(@Nullable SamplingSettings changed) {
    return new DefaultsEntity(scope, systemPrompt, changed, whenFull);
  }

  public DefaultsEntity with(SystemPrompt changed) {
    return new DefaultsEntity(scope, changed, sampling, whenFull);
  }

  public DefaultsEntity with(WhenFull changed) {
    return new DefaultsEntity(scope, systemPrompt, sampling, changed);
  }
}
