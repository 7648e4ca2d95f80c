package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads all documents into tokens, those to learn from and those to be judged by. A chat is written
 * in the model's own markup, and all of it is learned, the user's words too.
 */
public final class DocumentTokens {
  private final ConversationEncoder encoder;
  private final TokenStore training = new TokenStore();
  private final TokenStore heldOut = new TokenStore();

  public DocumentTokens(ConversationEncoder encoder) {
    this.encoder = encoder;
  }

  /** Reads files and folders, and holds a part of their documents out. */
  public void read(List<Path> paths, HeldOut split) throws IOException {
    TextSources.of(paths)
        .forEach(document -> (split.holds(document) ? heldOut : training).add(tokens(document)));
  }

  /** Reads files and folders that are held out as a whole. */
  public void readHeldOut(List<Path> paths) throws IOException {
    TextSources.of(paths).forEach(document -> heldOut.add(tokens(document)));
  }

  private int[] tokens(Document document) {
    if (document instanceof Document.Chat chat) {
      return encoder.conversation(chat.messages()).tokens();
    }
    return encoder.plain(document.words()).tokens();
  }

  TokenStore training() {
    return training;
  }

  TokenStore heldOut() {
    return heldOut;
  }
}
