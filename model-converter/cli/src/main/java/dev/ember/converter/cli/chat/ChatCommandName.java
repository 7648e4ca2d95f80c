package dev.ember.converter.cli.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a chat understands beside messages, in the order in which {@code /help} tells it. */
enum ChatCommandName {
  HELP("", "this list"),
  SYSTEM("[TEXT|off]", "show, set or remove the system prompt"),
  PARAMS("[NAME=VALUE ...]", "show or set how answers are drawn: temperature=0.7 top-k=40"),
  RESET("", "forget the chat"),
  STATS("", "tokens and speed, of the last answer and in all"),
  QUIT("", "leave; Ctrl-D too");

  private final String argument;
  private final String description;

  ChatCommandName(String argument, String description) {
    this.argument = argument;
    this.description = description;
  }

  /** As typed: {@code "/help"}. */
  String word() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }

  /** The words of all commands, for completion. */
  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (ChatCommandName name : values()) {
      words.add(name.word());
    }
    return words;
  }

  static List<String> help() {
    List<String> lines = new ArrayList<>();
    for (ChatCommandName name : values()) {
      lines.add(String.format("%-26s %s", name.word() + " " + name.argument, name.description));
    }
    lines.add("A line that ends in \\ goes on in the next. Ctrl-C stops an answer.");
    return lines;
  }
}
