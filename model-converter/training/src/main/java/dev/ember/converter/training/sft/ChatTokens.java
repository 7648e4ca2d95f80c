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

/** Reads chats into tokens, each with a mark on what the assistant writes. */
final class ChatTokens {
  private final ConversationEncoder encoder;
  private final List<TokenizedText> training = new ArrayList<>();
  private final List<TokenizedText> heldOut = new ArrayList<>();

  ChatTokens(ConversationEncoder encoder) {
    this.encoder = encoder;
  }

  /** Reads files and folders of chats, and holds a part of them out. */
  void read(List<Path> paths, HeldOut split) throws IOException {
    TextSources.of(paths)
        .forEach(chat -> (split.holds(chat) ? heldOut : training).add(tokens(chat)));
  }

  /** Reads files and folders of chats that are held out as a whole. */
  void readHeldOut(List<Path> paths) throws IOException {
    TextSources.of(paths).forEach(chat -> heldOut.add(tokens(chat)));
  }

  private TokenizedText tokens(Document document) {
    if (!(document instanceof Document.Chat chat)) {
      throw new IllegalArgumentException(
          "expected chats but found a text, which --mix-text takes: "
              + document.words().lines().findFirst().orElse(""));
    }
    return encoder.conversation(chat.messages());
  }

  List<TokenizedText> training() {
    return Collections.unmodifiableList(training);
  }

  List<TokenizedText> heldOut() {
    return Collections.unmodifiableList(heldOut);
  }
}
