package dev.ember.converter.training.text;

import dev.ember.inference.chat.Message;
import java.util.List;
import java.util.stream.Collectors;

/** What a model reads at once: positions of one document never see another. */
public sealed interface Document {

  /** All words of it. */
  String words();

  /** A text that stands alone. */
  record Text(String words) implements Document {}

  /** A chat, whose last message is the assistant's. */
  record Chat(List<Message> messages) implements Document {
    public Chat {
      messages = List.copyOf(messages);
    }

    @Override
    public String words() {
      return messages.stream().map(Message::content).collect(Collectors.joining("\n"));
    }
  }
}
