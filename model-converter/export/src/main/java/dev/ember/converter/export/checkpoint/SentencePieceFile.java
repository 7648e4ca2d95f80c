package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.Framing;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import dev.ember.inference.tokenizer.vocabulary.SentencePieceModel;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code tokenizer.model} with what {@code tokenizer_config.json} says beside it: the tokens of
 * chats, which the model was published with and SentencePiece does not know, and whether a text
 * opens with bos.
 */
final class SentencePieceFile {
  static final String FILE = "tokenizer.model";
  private static final String ADDED = "added_tokens_decoder";
  private static final String CONFIG = "tokenizer_config.json";

  private final TokenizerDefinition pieces;
  private final JsonFields config;

  private SentencePieceFile(TokenizerDefinition pieces, JsonFields config) {
    this.pieces = pieces;
    this.config = config;
  }

  /**
   * Reads a folder's file into the text of a {@code tokenizer.json}.
   *
   * @param config {@code tokenizer_config.json}
   * @param bosToken text of the token that opens a text, or empty
   * @throws dev.ember.inference.tokenizer.TokenizerFormatException if the file is malformed
   * @throws UnsupportedCheckpointException if the configuration contradicts it
   */
  static String read(Path folder, JsonFields config, String bosToken, int maxBytes)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(TextFile.bytes(folder, FILE, maxBytes));
    SentencePieceFile file = new SentencePieceFile(SentencePieceModel.read(bytes, FILE), config);
    StringWriter text = new StringWriter();
    file.tokenizer(bosToken).write(text);
    return text.toString();
  }

  private SubwordTokenizer tokenizer(String bosToken) throws IOException {
    List<AddedToken> added = added();
    try {
      return new SubwordTokenizer(
          new TokenizerDefinition(
              pieces.normalizations(),
              pieces.preTokenization(),
              pieces.model(),
              pieces.decoding(),
              framing(bosToken, added),
              added));
    } catch (IllegalArgumentException contradiction) {
      throw new UnsupportedCheckpointException(
          CONFIG, ADDED, "tokens that fit " + FILE, String.valueOf(contradiction.getMessage()));
    }
  }

  /** Those of the pieces, then those that only the configuration has. */
  private List<AddedToken> added() throws IOException {
    List<AddedToken> added = new ArrayList<>(pieces.addedTokens());
    Set<String> names = new HashSet<>();
    for (AddedToken token : added) {
      names.add(token.content());
    }
    if (config.isObject(ADDED)) {
      JsonFields byId = config.object(ADDED);
      for (String id : byId.names()) {
        JsonFields token = byId.object(id);
        if (names.add(token.string("content"))) {
          added.add(added(id, token));
        }
      }
    }
    return added;
  }

  private static AddedToken added(String id, JsonFields token) throws IOException {
    try {
      return new AddedToken(
          Integer.parseInt(id),
          token.string("content"),
          flag(token, "special"),
          flag(token, "lstrip"),
          flag(token, "rstrip"),
          flag(token, "normalized"),
          flag(token, "single_word"));
    } catch (IllegalArgumentException impossible) { // not an id, or no name
      throw new UnsupportedCheckpointException(CONFIG, ADDED, "ids with names", "\"" + id + "\"");
    }
  }

  private Framing framing(String bosToken, List<AddedToken> added) throws IOException {
    if (flag(config, "add_bos_token")) {
      for (AddedToken token : added) {
        if (token.content().equals(bosToken)) {
          return new Framing(List.of(new Framing.Frame(token.id(), token.content())), List.of());
        }
      }
    }
    return Framing.NONE;
  }

  private static boolean flag(JsonFields fields, String name) throws IOException {
    return !fields.isNull(name) && fields.bool(name);
  }
}
