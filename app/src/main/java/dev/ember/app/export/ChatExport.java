package dev.ember.app.export;

import android.content.res.Resources;
import android.util.JsonWriter;
import dev.ember.app.R;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.ChatCopy;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.inference.chat.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Writes chats as text. */
final class ChatExport {
  /** Of the JSON; a change that a reader must know of counts it up. */
  static final int FORMAT_VERSION = 1;

  /** What the JSON says that it is, first of all. */
  static final String FORMAT = "ember-chats";

  private final List<ChatCopy> chats;

  ChatExport(List<ChatCopy> chats) {
    this.chats = List.copyOf(chats);
  }

  /** What the screens show, one chat after the other. */
  String markdown(Resources words) {
    String user = "\n**" + words.getString(R.string.export_user) + "**\n\n";
    String model = "\n**" + words.getString(R.string.export_model) + "**\n\n";
    StringBuilder text = new StringBuilder();
    for (ChatCopy exported : chats) {
      if (text.length() > 0) {
        text.append("\n---\n\n");
      }
      String title = exported.chat().title();
      text.append("# ")
          .append(title == null ? words.getString(R.string.app_name) : title)
          .append("\n");
      if (!exported.chat().systemPrompt().text().isEmpty()) {
        text.append("\n> ").append(exported.chat().systemPrompt().text().replace("\n", "\n> "));
        text.append("\n");
      }
      for (MessageEntity message : exported.path()) {
        text.append(message.role() == Role.USER ? user : model);
        text.append(message.body()).append("\n");
      }
    }
    return text.toString();
  }

  /** Every branch, with what was measured. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("format").value(FORMAT);
      json.name("version").value(FORMAT_VERSION);
      json.name("chats").beginArray();
      for (ChatCopy exported : chats) {
        write(json, exported);
      }
      json.endArray().endObject();
    } catch (IOException e) {
      throw new AssertionError("a text in memory can be written", e);
    }
    return text + "\n";
  }

  private static void write(JsonWriter json, ChatCopy exported) throws IOException {
    ChatEntity chat = exported.chat();
    json.beginObject();
    json.name("title").value(chat.title());
    json.name("created").value(time(chat.createdMs()));
    json.name("updated").value(time(chat.updatedMs()));
    json.name("systemPrompt").value(chat.systemPrompt().text());
    json.name("messages").beginArray();
    for (MessageEntity message : exported.messages()) {
      write(json, message);
    }
    json.endArray().endObject();
  }

  private static void write(JsonWriter json, MessageEntity message) throws IOException {
    json.beginObject();
    json.name("id").value(message.id());
    json.name("parent").value(message.parentId());
    json.name("shown").value(message.active());
    json.name("role").value(message.role().key());
    json.name("text").value(message.body());
    json.name("status").value(message.status().name());
    json.name("created").value(time(message.createdMs()));
    json.name("pinned").value(message.pinned());
    if (message.cost() != null) {
      AnswerCost cost = Objects.requireNonNull(message.cost());
      json.name("tokens").value(message.tokens());
      json.name("finishReason").value(cost.finishReason().name());
      json.name("promptTokens").value(cost.promptTokens());
      json.name("reusedTokens").value(cost.reusedTokens());
      json.name("model").value(cost.model());
      json.name("prefillNanos").value(cost.prefillNanos());
      json.name("decodeNanos").value(cost.decodeNanos());
    }
    json.endObject();
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }
}
