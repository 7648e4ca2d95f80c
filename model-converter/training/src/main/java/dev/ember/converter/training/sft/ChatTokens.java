package dev.ember.converter.training.sft;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.chat.jinja.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try {
      TextSources.of(paths)
          .forEach(chat -> (split.holds(chat) ? heldOut : training).add(tokens(chat)));
    } catch (UncheckedIOException e) {
      throw new IOException(paths + ": " + e.getCause().getMessage(), e);
    }
  }

  /** Reads files and folders of chats that are held out as a whole. */
  void readHeldOut(List<Path> paths) throws IOException {
    TextSources.of(paths).forEach(chat -> heldOut.add(tokens(chat)));
  }

  private TokenizedText tokens(Document document) {
    if (!(document instanceof Document.Chat chat)) {
      throw new UncheckedIOException(
          new IOException(
              "expected chats but found a text, which --mix-text takes: "
                  + document.words().lines().findFirst().orElse("")));
    }
    try {
      return encoder.conversation(chat.messages());
    } catch (TemplateException e) {
      throw new UncheckedIOException(
          new IOException("the model's template refuses a chat: " + e.getMessage(), e));
    }
  }

  List<TokenizedText> training() {
    return Collections.unmodifiableList(training);
  }

  List<TokenizedText> heldOut() {
    return Collections.unmodifiableList(heldOut);
  }
}
