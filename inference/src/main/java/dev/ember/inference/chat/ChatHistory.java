package dev.ember.inference.chat;

import java.util.List;
import java.util.Set;

/**
 * What a model is asked: the messages, those among them that must not be forgotten, and the
 * beginning of the answer where one is to be gone on with.
 *
 * @param messages a system message (or none) first, then user and assistant in turn, a user message
 *     last
 * @param pinned indices into {@code messages} of those that stay, each with its whole turn
 * @param begun the text that the answer already has; empty for a new answer
 */
public record ChatHistory(List<Message> messages, Set<Integer> pinned, String begun) {

  public ChatHistory {
    messages = List.copyOf(messages);
    pinned = Set.copyOf(pinned);
  }

  /** A history of which everything may be forgotten, and a new answer. */
  public static ChatHistory of(List<Message> messages) {
    return new ChatHistory(messages, Set.of(), "");
  }
}
