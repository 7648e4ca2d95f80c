package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads all documents into tokens, those to learn from and those to be judged by. A chat is written
 * in the model's own markup, and all of it is learned, the user's words too.
 */
public final class DocumentTokens {
  private static final int HELD_OUT_BATCHES = 8;

  /** Held-out batches are the same for every run. */
  private static final long HELD_OUT_SEED = 20_26;

  private final ConversationEncoder encoder;
  private final TokenStore training = new TokenStore();
  private final TokenStore heldOut = new TokenStore();

  public DocumentTokens(ConversationEncoder encoder) {
    this.encoder = encoder;
  }

  /** Reads files and folders, and holds a part of their documents out. */
  public void read(List<Path> paths, HeldOut split) throws IOException {
    read(paths, split::holds);
  }

  /**
   * The same with a choice of one's own.
   *
   * @param holdsOut asked once for each document, in their order
   */
  public void read(List<Path> paths, Predicate<Document> holdsOut) throws IOException {
    TextSources.of(paths)
        .forEach(document -> (holdsOut.test(document) ? heldOut : training).add(tokens(document)));
  }

  /** Reads what is held out as a whole. */
  public void readHeldOut(TextSources judges) throws IOException {
    judges.forEach(document -> heldOut.add(tokens(document)));
  }

  private int[] tokens(Document document) {
    if (document instanceof Document.Chat chat) {
      return encoder.conversation(chat.messages()).tokens();
    }
    return encoder.plain(document.words()).tokens();
  }

  /** How many documents there are to learn from. */
  public int documents() {
    return training.documents();
  }

  /** How many documents there are to be judged by. */
  public int heldOutDocuments() {
    return heldOut.documents();
  }

  /** How many tokens there are to learn from. */
  public long tokens() {
    return training.tokens();
  }

  /** The documents to learn from as an endless stream. */
  public StreamBatches trainingBatches(BatchShape shape, long seed) {
    return new StreamBatches(training, shape, seed, encoder.endOfText());
  }

  /** The first batches of the held-out documents, in an order that is always the same. */
  public List<Batch> heldOutBatches(BatchShape shape) {
    if (heldOut.documents() == 0) {
      return List.of();
    }
    StreamBatches batches = new StreamBatches(heldOut, shape, HELD_OUT_SEED, encoder.endOfText());
    long positions = (long) shape.batches() * shape.rows() * shape.length();
    long whole = Math.max(1, batches.epochPositions() / positions);
    List<Batch> judges = new ArrayList<>();
    for (int step = 0; step < Math.min(HELD_OUT_BATCHES, whole); step++) {
      judges.addAll(batches.batches(step));
    }
    return judges;
  }

  TokenStore training() {
    return training;
  }

  TokenStore heldOut() {
    return heldOut;
  }
}
