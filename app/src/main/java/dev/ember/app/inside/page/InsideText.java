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
 * @param replayed the beginning of an answer of no chat of this phone, or null
 */
public record InsideText(
    String text,
    @Nullable Long chatId,
    @Nullable Long messageId,
    @Nullable Integer offset,
    @Nullable Replayed replayed) {

  /**
   * An answer that a file tells again, as far as the place at which to look.
   *
   * @param modelId the app's id of the model that it is of
   * @param json the replay, of at most {@link #MOST_CHARS}; its answer ends before that place
   */
  public record Replayed(String modelId, String json) {
    /** Of a window of 8,192 tokens, each with its comma, and a character of the rest for each. */
    public static final int MOST_CHARS = 8_192 * 8;

    public Replayed {
      String fault = tooLong(json);
      if (fault != null) {
        throw new IllegalArgumentException(fault);
      }
    }

    /** What is too long of a replay, with value and expectation; null if nothing is. */
    public static @Nullable String tooLong(String json) {
      return json.length() <= MOST_CHARS
          ? null
          : "expected a replay of at most " + MOST_CHARS + " characters but found " + json.length();
    }
  }

  /** No window holds more, and what the system saves of a screen must stay small. */
  public static final int MOST_CHARS = 8_000;

  /** Nothing yet. */
  public static final InsideText NONE = new InsideText("", null, null, null, null);

  private static final String TEXT = "inside.text";
  private static final String CHAT = "inside.chatId";
  private static final String MESSAGE = "inside.messageId";
  private static final String OFFSET = "inside.offset";
  private static final String MODEL = "inside.modelId";
  private static final String REPLAY = "inside.replay";

  public InsideText {
    int most = Math.min(text.length(), MOST_CHARS);
    boolean splits =
        most > 0 && most < text.length() && Character.isHighSurrogate(text.charAt(most - 1));
    text = text.substring(0, splits ? most - 1 : most);
  }

  /** A text of nobody's. */
  public static InsideText of(String text) {
    return new InsideText(text, null, null, null, null);
  }

  /** A chat as a whole. */
  public static InsideText ofChat(long chatId) {
    return new InsideText("", chatId, null, null, null);
  }

  /** A message of a chat. */
  public static InsideText ofMessage(long chatId, long messageId, String text) {
    return new InsideText(text, chatId, messageId, null, null);
  }

  /** A place of a message of a chat; its text is looked up there. */
  public static InsideText ofPlace(long chatId, long messageId, int offset) {
    return new InsideText("", chatId, messageId, offset, null);
  }

  /** A place of an answer that a file tells again. */
  public static InsideText ofReplay(Replayed upToThere) {
    return new InsideText("", null, null, null, upToThere);
  }

  /** Whether one place of an answer is to be looked at. */
  public boolean isPlace() {
    return offset != null || replayed != null;
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
    if (replayed != null) {
      arguments.putString(MODEL, replayed.modelId());
      arguments.putString(REPLAY, replayed.json());
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
        arguments.containsKey(OFFSET) ? Integer.valueOf(arguments.getInt(OFFSET)) : null,
        replayed(arguments.getString(MODEL), arguments.getString(REPLAY)));
  }

  private static @Nullable Replayed replayed(@Nullable String modelId, @Nullable String json) {
    return modelId == null || json == null ? null : new Replayed(modelId, json);
  }

  private static @Nullable Long id(Bundle arguments, String key) {
    return arguments.containsKey(key) ? Long.valueOf(arguments.getLong(key)) : null;
  }
}
