package dev.ember.converter.training.distil;

import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.pretrain.DocumentTokens;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a student reads: the sources of {@code pretrain}, as tokens, one document of twenty held
 * out. Where so few documents hold none out, the last one is.
 */
final class StudentTexts {
  private static final HeldOut SPLIT = new HeldOut(20);

  private StudentTexts() {}

  /**
   * Reads files and folders.
   *
   * @throws IOException if there is too little to learn from and to be judged by
   */
  static DocumentTokens read(List<Path> paths, ConversationEncoder encoder) throws IOException {
    DocumentTokens tokens = new DocumentTokens(encoder);
    tokens.read(paths, SPLIT::holds);
    int own = tokens.documents() + tokens.heldOutDocuments();
    tokens.readHeldOut(judges(paths));
    int documents = tokens.documents() + tokens.heldOutDocuments();
    if (documents < 2) {
      throw new IOException(
          paths
              + ": expected two documents or more, of prose divided by lines of <|endoftext|>, but"
              + " found "
              + documents);
    }
    return tokens.documents() > 0 && tokens.heldOutDocuments() > 0
        ? tokens
        : lastHeldOut(paths, encoder, own);
  }

  private static DocumentTokens lastHeldOut(
      List<Path> paths, ConversationEncoder encoder, int documents) throws IOException {
    DocumentTokens tokens = new DocumentTokens(encoder);
    tokens.readHeldOut(judges(paths));
    int learned = tokens.heldOutDocuments() > 0 ? documents : documents - 1;
    int[] seen = {0};
    tokens.read(paths, document -> ++seen[0] > learned);
    return tokens;
  }

  /** What a folder of {@code ember corpus expand} holds out. */
  private static TextSources judges(List<Path> paths) throws IOException {
    return TextSources.judges(paths, List.of());
  }
}
