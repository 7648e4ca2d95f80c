package dev.ember.converter.training.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chats in the forms in use, one JSON object each:
 *
 * <pre>
 * {"user": "..", "assistant": "..", "system"?: ".."}
 * {"turns": ["..", ".."]}                            user and assistant in turn
 * {"turns": [["user", ".."], ["assistant", ".."]]}
 * {"turns": [{"user": ".."}, {"assistant": ".."}]}   also u and a, also both in one object
 * {"messages": [{"role": "user", "content": ".."}]}  OpenAI; also conversations, from, value
 * {"instruction": "..", "input"?: "..", "output": ".."}   Alpaca
 * </pre>
 *
 * Each form but the first may carry {@code system} too. A chat ends with its last answer: what
 * comes after it is left out.
 */
public final class ChatForms {
  private static final String SYSTEM = "system";
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  /** What others call the two sides. */
  private static final Map<String, Role> ROLES =
      Map.of(
          SYSTEM,
          Role.SYSTEM,
          USER,
          Role.USER,
          "u",
          Role.USER,
          "human",
          Role.USER,
          ASSISTANT,
          Role.ASSISTANT,
          "a",
          Role.ASSISTANT,
          "gpt",
          Role.ASSISTANT);

  private ChatForms() {}

  /**
   * The messages of a chat, the last one the assistant's; none if there is no answer.
   *
   * @throws IllegalArgumentException if the object has none of the forms
   */
  public static List<Message> messages(JsonObject json) {
    List<Message> messages = new ArrayList<>();
    if (json.has(SYSTEM)) {
      messages.add(Message.system(text(json, SYSTEM)));
    }
    if (json.has("messages")) {
      addObjects(messages, json.getAsJsonArray("messages"), "role", "content");
    } else if (json.has("conversations")) {
      addObjects(messages, json.getAsJsonArray("conversations"), "from", "value");
    } else if (json.has("turns")) {
      addTurns(messages, json.getAsJsonArray("turns"));
    } else if (json.has("instruction")) {
      String input = json.has("input") ? text(json, "input") : "";
      String ask = text(json, "instruction");
      messages.add(Message.user(input.isBlank() ? ask : ask + "\n" + input));
      messages.add(Message.assistant(text(json, "output")));
    } else if (json.has(USER) && json.has(ASSISTANT)) {
      messages.add(Message.user(text(json, USER)));
      messages.add(Message.assistant(text(json, ASSISTANT)));
    } else {
      throw new IllegalArgumentException(
          "expected text, user and assistant, turns, messages or instruction but found "
              + json.keySet());
    }
    return upToLastAnswer(messages);
  }

  private static void addObjects(
      List<Message> messages, JsonArray array, String role, String content) {
    for (JsonElement element : array) {
      JsonObject message = element.getAsJsonObject();
      messages.add(new Message(role(text(message, role)), text(message, content)));
    }
  }

  private static void addTurns(List<Message> messages, JsonArray turns) {
    Role next = Role.USER;
    for (JsonElement turn : turns) {
      if (turn.isJsonArray()) {
        JsonArray pair = turn.getAsJsonArray();
        messages.add(new Message(role(pair.get(0).getAsString()), pair.get(1).getAsString()));
      } else if (turn.isJsonObject()) {
        for (Map.Entry<String, JsonElement> side : turn.getAsJsonObject().entrySet()) {
          messages.add(new Message(role(side.getKey()), side.getValue().getAsString()));
        }
      } else {
        messages.add(new Message(next, turn.getAsString()));
        next = next == Role.USER ? Role.ASSISTANT : Role.USER;
      }
    }
  }

  private static List<Message> upToLastAnswer(List<Message> messages) {
    int end = messages.size();
    while (end > 0 && messages.get(end - 1).role() != Role.ASSISTANT) {
      end--;
    }
    return messages.subList(0, end);
  }

  private static Role role(String name) {
    Role role = ROLES.get(name);
    if (role == null) {
      throw new IllegalArgumentException(
          "expected the role system, user or assistant but found " + name);
    }
    return role;
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw new IllegalArgumentException("expected a text called " + name + " but found " + value);
    }
    return value.getAsString();
  }
}
