package dev.ember.converter.training.text;

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
  public static List<Message> messages(JsonValue json) {
    List<Message> messages = new ArrayList<>();
    if (json.has(SYSTEM)) {
      messages.add(Message.system(json.field(SYSTEM).text()));
    }
    if (json.has("messages")) {
      addObjects(messages, json.field("messages"), "role", "content");
    } else if (json.has("conversations")) {
      addObjects(messages, json.field("conversations"), "from", "value");
    } else if (json.has("turns")) {
      addTurns(messages, json.field("turns"));
    } else if (json.has("instruction")) {
      String input = json.has("input") ? json.field("input").text() : "";
      String ask = json.field("instruction").text();
      messages.add(Message.user(input.isBlank() ? ask : ask + "\n" + input));
      messages.add(Message.assistant(json.field("output").text()));
    } else if (json.has(USER) && json.has(ASSISTANT)) {
      messages.add(Message.user(json.field(USER).text()));
      messages.add(Message.assistant(json.field(ASSISTANT).text()));
    } else {
      throw new IllegalArgumentException(
          "expected text, user and assistant, turns, messages or instruction but found "
              + json.names());
    }
    return upToLastAnswer(messages);
  }

  private static void addObjects(
      List<Message> messages, JsonValue list, String role, String content) {
    for (JsonValue message : list.items()) {
      messages.add(new Message(role(message.field(role).text()), message.field(content).text()));
    }
  }

  private static void addTurns(List<Message> messages, JsonValue turns) {
    Role next = Role.USER;
    for (JsonValue turn : turns.items()) {
      if (turn.isList()) {
        messages.add(pair(turn));
      } else if (turn.isObject()) {
        turn.textsByName().forEach((role, words) -> messages.add(new Message(role(role), words)));
      } else {
        messages.add(new Message(next, turn.text()));
        next = next == Role.USER ? Role.ASSISTANT : Role.USER;
      }
    }
  }

  private static Message pair(JsonValue turn) {
    List<String> sides = turn.texts();
    if (sides.size() != 2) {
      throw new IllegalArgumentException(
          "expected a turn of a role and its words but found " + turn.json());
    }
    return new Message(role(sides.get(0)), sides.get(1));
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
}
