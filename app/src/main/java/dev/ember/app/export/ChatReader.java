package dev.ember.app.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SystemPrompt;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ChatExport#json} wrote, which anybody may have changed since: a message stands
 * behind one that came before it, of alternatives at most one is shown, and no text is longer than
 * a row of the database may be. Fields that a later version adds are passed over.
 */
final class ChatReader {
  /** Many times what a row of the list can show. */
  private static final int MOST_TITLE_BYTES = 4_000;

  /** The window through which Android reads a row has two megabytes. */
  static final int MOST_TEXT_BYTES = 1 << 20;

  private static final String TOKENS = "tokens";
  private static final List<Role> SPEAKERS = List.of(Role.USER, Role.ASSISTANT);

  private final Set<Long> known = new HashSet<>();
  private final Set<@Nullable Long> answered = new HashSet<>();

  private ChatReader() {}

  /**
   * Chats as they are in a file that says that it is one of chats.
   *
   * @throws ChatFileException naming the field, what was expected and what was found
   */
  static List<ChatCopy> read(String text) throws IOException {
    try {
      JsonFields file = JsonFields.parse(text);
      int version = file.int32("version");
      if (version > ChatExport.FORMAT_VERSION) {
        throw new ChatFileException(
            ChatFileException.Reason.TOO_NEW,
            "expected version " + ChatExport.FORMAT_VERSION + " at most but found " + version);
      }
      return file.objects("chats", fields -> new ChatReader().chat(fields));
    } catch (JsonFormatException damaged) {
      throw new ChatFileException(
          ChatFileException.Reason.DAMAGED, String.valueOf(damaged.getMessage()));
    }
  }

  private ChatCopy chat(JsonFields json) throws IOException {
    String title = json.isNull("title") ? null : text(json, "title", MOST_TITLE_BYTES);
    ChatEntity chat =
        ChatEntity.copied(
            title,
            time(json, "created"),
            time(json, "updated"),
            SystemPrompt.of(text(json, "systemPrompt", MOST_TEXT_BYTES)));
    List<MessageEntity> messages = json.objects("messages", this::message);
    passOver(json);
    return new ChatCopy(chat, messages);
  }

  private MessageEntity message(JsonFields json) throws IOException {
    long id = json.int64("id");
    Long parent = json.isNull("parent") ? null : Long.valueOf(json.int64("parent"));
    if (parent != null && !known.contains(parent)) {
      throw json.unexpected("parent", "the id of a message before this one");
    }
    if (!known.add(id)) {
      throw json.unexpected("id", "an id that no other message has");
    }
    boolean shown = json.bool("shown");
    MessageEntity message =
        new MessageEntity(
            id,
            0,
            parent,
            shown && answered.add(parent), // the first of several that claim to be
            role(json),
            text(json, "text", MOST_TEXT_BYTES),
            status(json),
            json.has(TOKENS) ? json.int32(TOKENS) : 0,
            cost(json),
            null,
            null,
            time(json, "created"),
            json.bool("pinned"),
            null);
    passOver(json);
    return message;
  }

  private static Role role(JsonFields json) throws IOException {
    String role = json.string("role");
    for (Role speaker : SPEAKERS) {
      if (speaker.key().equals(role)) {
        return speaker;
      }
    }
    throw json.unexpected("role", "user or assistant");
  }

  /** Of an answer that was being written when it was saved, what was written is here. */
  private static MessageStatus status(JsonFields json) throws IOException {
    MessageStatus status = constant(json, "status", MessageStatus.values());
    return status == MessageStatus.STREAMING ? MessageStatus.INTERRUPTED : status;
  }

  /** What an answer took; null where that was not noted, or not all of it. */
  private static @Nullable AnswerCost cost(JsonFields json) throws IOException {
    if (json.isNull("finishReason") || json.isNull("promptTokens")) {
      return null;
    }
    return new AnswerCost(
        constant(json, "finishReason", FinishReason.values()),
        json.int32("promptTokens"),
        json.int32("reusedTokens"),
        json.int64("prefillNanos"),
        json.int64("decodeNanos"),
        json.isNull("model") ? null : json.string("model"));
  }

  private static <T extends Enum<T>> T constant(JsonFields json, String name, T[] values)
      throws IOException {
    String found = json.string(name);
    for (T value : values) {
      if (value.name().equals(found)) {
        return value;
      }
    }
    throw json.unexpected(name, "one of " + Arrays.toString(values));
  }

  private static long time(JsonFields json, String name) throws IOException {
    try {
      return Instant.parse(json.string(name)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException notATime) {
      throw json.unexpected(name, "a time such as 2026-12-01T13:10:41.123Z");
    }
  }

  private static String text(JsonFields json, String name, int mostBytes) throws IOException {
    String text = json.string(name);
    if (text.getBytes(UTF_8).length > mostBytes) {
      throw json.unexpected(name, "a text of at most " + mostBytes + " bytes");
    }
    return text;
  }

  private static void passOver(JsonFields json) {
    json.unasked().forEach(json::isNull);
  }
}
