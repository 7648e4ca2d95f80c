package dev.ember.converter.cli.chat;

import java.util.Optional;

/** A typed line that starts with a slash, taken apart: {@code /system Be brief.} */
final class ChatCommandLine {
  private final String word;
  private final String argument;

  private ChatCommandLine(String word, String argument) {
    this.word = word;
    this.argument = argument;
  }

  static ChatCommandLine parse(String line) {
    String[] parts = line.strip().split("\\s+", 2);
    return new ChatCommandLine(parts[0], parts.length == 2 ? parts[1] : "");
  }

  /** The first word as typed, slash included. */
  String word() {
    return word;
  }

  /** What follows the first word, or empty. */
  String argument() {
    return argument;
  }

  Optional<ChatCommandName> name() {
    for (ChatCommandName name : ChatCommandName.values()) {
      if (name.word().equals(word)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
