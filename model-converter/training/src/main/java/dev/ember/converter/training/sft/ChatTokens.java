package dev.ember.converter.training.sft;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads chats into tokens, each with a mark on what the assistant writes. A chat whose answers all
 * lie behind the end of a row has nothing to learn and nothing to judge by, and is left out.
 */
final class ChatTokens {
  private final ConversationEncoder encoder;
  private final int length; // T, of a row
  private final List<TokenizedText> training = new ArrayList<>();
  private final List<TokenizedText> heldOut = new ArrayList<>();
  private int unscored;
  private String firstUnscored = ""; // its file and line

  /**
   * @param length of a row, in tokens
   */
  ChatTokens(ConversationEncoder encoder, int length) {
    this.encoder = encoder;
    this.length = length;
  }

  /** Reads files and folders of chats, and holds a part of them out. */
  void read(List<Path> paths, HeldOut split) throws IOException {
    TextSources chats = TextSources.of(paths);
    chats.forEach(chat -> keep(chat, split.holds(chat) ? heldOut : training, chats));
  }

  /** Reads chats that are held out as a whole. */
  void readHeldOut(TextSources chats) throws IOException {
    chats.forEach(chat -> keep(chat, heldOut, chats));
  }

  private void keep(Document document, List<TokenizedText> kept, TextSources sources) {
    TokenizedText chat = tokens(document);
    if (chat.isScoredWithin(length)) {
      kept.add(chat);
      return;
    }
    if (unscored == 0) {
      firstUnscored = sources.place();
    }
    unscored++;
  }

  private TokenizedText tokens(Document document) {
    if (!(document instanceof Document.Chat chat)) {
      throw new IllegalArgumentException(
          "expected chats but found a text, which --mix-text takes: "
              + document.words().lines().findFirst().orElse(""));
    }
    return encoder.conversation(chat.messages());
  }

  /** How many chats were left out. */
  int unscored() {
    return unscored;
  }

  /** File and line of the first chat that was left out; empty if there is none. */
  String firstUnscored() {
    return firstUnscored;
  }

  List<TokenizedText> training() {
    return Collections.unmodifiableList(training);
  }

  List<TokenizedText> heldOut() {
    return Collections.unmodifiableList(heldOut);
  }
}
