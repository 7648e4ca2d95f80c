package dev.ember.app.inside.page;

import android.os.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * What a screen is opened with. Travels as a fragment's arguments, so the death of the process does
 * not lose it.
 *
 * @param text to look at; empty leaves it to the reader. Longer ones are cut at {@link #MOST_CHARS}
 * @param chatId of the chat that it belongs to, whose model is then the one to look into; null: the
 *     default model
 * @param messageId of the message that it is, or null
 * @param offset of the character of that message at which to look, or null: at all of it
 */
public record InsideText(
    String text, @Nullable Long chatId, @Nullable Long messageId, @Nullable Integer offset) {
  /** No window holds more, and what the system saves of a screen must stay small. */
  public static final int MOST_CHARS = 8_000;

  /** Nothing yet. */
  public static final InsideText NONE = new InsideText("", null, null, null);

  private static final String TEXT = "inside.text";
  private static final String CHAT = "inside.chatId";
  private static final String MESSAGE = "inside.messageId";
  private static final String OFFSET = "inside.offset";

  public InsideText {
    int most = Math.min(text.length(), MOST_CHARS);
    boolean splits =
        most > 0 && most < text.length() && Character.isHighSurrogate(text.charAt(most - 1));
    text = text.substring(0, splits ? most - 1 : most);
  }

  /** A text of nobody's. */
  public static InsideText of(String text) {
    return new InsideText(text, null, null, null);
  }

  /** A chat as a whole. */
  public static InsideText ofChat(long chatId) {
    return new InsideText("", chatId, null, null);
  }

  /** A message of a chat. */
  public static InsideText ofMessage(long chatId, long messageId, String text) {
    return new InsideText(text, chatId, messageId, null);
  }

  /** A place of a message of a chat; its text is looked up there. */
  public static InsideText ofPlace(long chatId, long messageId, int offset) {
    return new InsideText("", chatId, messageId, offset);
  }

  /** As arguments of a fragment. */
  public Bundle toArguments() {
    Bundle arguments = new Bundle();
    arguments.putString(TEXT, text);
    if (chatId != null) {
      arguments.putLong(CHAT, chatId);
    }
    if (messageId != null) {
      arguments.putLong(MESSAGE, messageId);
    }
    if (offset != null) {
      arguments.putInt(OFFSET, offset);
    }
    return arguments;
  }

  /** From a fragment's arguments. */
  public static InsideText from(@Nullable Bundle arguments) {
    if (arguments == null) {
      return NONE;
    }
    return new InsideText(
        arguments.getString(TEXT, ""),
        id(arguments, CHAT),
        id(arguments, MESSAGE),
        arguments.containsKey(OFFSET) ? Integer.valueOf(arguments.getInt(OFFSET)) : null);
  }

  private static @Nullable Long id(Bundle arguments, String key) {
    return arguments.containsKey(key) ? Long.valueOf(arguments.getLong(key)) : null;
  }
}
