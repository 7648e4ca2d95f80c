package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.ColumnInfo;

/**
 * What the model reads before a chat, as it was chosen at one level: words, none at all, or what
 * the wider level has.
 *
 * @param text empty unless words were chosen
 * @param none whether nothing is to be read, whatever the wider level has
 */
public record SystemPrompt(
    @ColumnInfo(name = "systemPrompt") @NonNull String text,
    @ColumnInfo(name = "noSystemPrompt", defaultValue = "0") boolean none) {

  /** Where nobody has chosen. */
  public static final SystemPrompt INHERITED = new SystemPrompt("", false);

  public static final SystemPrompt NONE = new SystemPrompt("", true);

  public SystemPrompt {
    if (none && !text.isEmpty()) {
      throw new IllegalArgumentException("expected no words of no system prompt but found " + text);
    }
  }

  /** These words; blank takes what the wider level has. */
  public static SystemPrompt of(String text) {
    return new SystemPrompt(text.trim(), false);
  }

  boolean isChosen() {
    return none || !text.isEmpty();
  }
}
