package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.CharacterMap;
import dev.ember.inference.tokenizer.Decoding;
import dev.ember.inference.tokenizer.Framing;
import dev.ember.inference.tokenizer.Normalization;
import dev.ember.inference.tokenizer.PreTokenization;
import dev.ember.inference.tokenizer.Replacement;
import dev.ember.inference.tokenizer.SubwordModel;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import dev.ember.inference.tokenizer.TokenizerFormatException;
import dev.ember.inference.tokenizer.UnigramModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * SentencePiece's {@code tokenizer.model}: a message of protocol buffers with pieces, the way of
 * their training and a normalizer ({@code sentencepiece_model.proto} names the fields).
 *
 * <p>BPE and Unigram models are read; symbols of the user are looked for in the text as it stands,
 * before it is normalized.
 */
public final class SentencePieceModel {
  private static final String SPACE = "▁";

  /** What SentencePiece takes off the score of a user's symbol (unigram_model.cc). */
  private static final double USER_DEFINED_PENALTY = 0.1;

  /** So small that a piece is never taken where there is another way. */
  private static final double UNUSED_SCORE = -1e6;

  private static final int UNIGRAM = 1;
  private static final int BPE = 2;

  private final String source;
  private final Pieces pieces = new Pieces();
  private int modelType = UNIGRAM; // the default of the format
  private boolean byteFallback;
  private boolean suffixesSpace;
  private byte[] characterMap = {};
  private boolean prefixesSpace = true;
  private boolean mergesSpaces = true;
  private boolean escapesSpaces = true;

  private SentencePieceModel(String source) {
    this.source = source;
  }

  /**
   * Reads a model into what {@code tokenizer.json} would say.
   *
   * @param source names it in errors
   * @throws TokenizerFormatException if it is malformed or of a kind that is not supported
   */
  public static TokenizerDefinition read(ByteBuffer file, String source)
      throws TokenizerFormatException {
    SentencePieceModel model = new SentencePieceModel(source);
    try {
      model.readAll(new ProtobufReader(file.slice()));
      return model.definition();
    } catch (IllegalArgumentException e) {
      TokenizerFormatException broken =
          new TokenizerFormatException(
              source,
              "the model",
              "one of SentencePiece",
              "a damaged message of protocol buffers (" + e.getMessage() + ")");
      broken.initCause(e);
      throw broken;
    }
  }

  private void readAll(ProtobufReader model) {
    while (model.next()) {
      switch (model.field()) {
        case 1 -> readPiece(model.message());
        case 2 -> readTraining(model.message());
        case 3 -> readNormalizer(model.message());
        default -> model.skip();
      }
    }
  }

  private void readPiece(ProtobufReader piece) {
    String content = "";
    float score = 0;
    PieceType type = PieceType.NORMAL;
    while (piece.next()) {
      switch (piece.field()) {
        case 1 -> content = piece.text();
        case 2 -> score = piece.float32();
        case 3 -> type = PieceType.of(piece.int32());
        default -> piece.skip();
      }
    }
    pieces.add(content, score, type);
  }

  private void readTraining(ProtobufReader training) {
    while (training.next()) {
      switch (training.field()) {
        case 3 -> modelType = training.int32();
        case 24 -> suffixesSpace = training.bool();
        case 35 -> byteFallback = training.bool();
        default -> training.skip();
      }
    }
  }

  private void readNormalizer(ProtobufReader normalizer) {
    while (normalizer.next()) {
      switch (normalizer.field()) {
        case 2 -> characterMap = normalizer.bytes();
        case 3 -> prefixesSpace = normalizer.bool();
        case 4 -> mergesSpaces = normalizer.bool();
        case 5 -> escapesSpaces = normalizer.bool();
        default -> normalizer.skip();
      }
    }
  }

  private TokenizerDefinition definition() throws TokenizerFormatException {
    if (pieces.size() == 0) {
      throw new TokenizerFormatException(source, "pieces", "at least one", "none");
    }
    if (suffixesSpace || !escapesSpaces) {
      throw new TokenizerFormatException(
          source,
          suffixesSpace ? "treat_whitespace_as_suffix" : "escape_whitespaces",
          "words that begin with ▁",
          suffixesSpace ? "such that end with it" : "such that do not");
    }
    return new TokenizerDefinition(
        normalizations(),
        PreTokenization.none(),
        subwords(),
        Decoding.sentencePiece(prefixesSpace),
        Framing.NONE,
        addedTokens());
  }

  private SubwordModel subwords() throws TokenizerFormatException {
    return switch (modelType) {
      case UNIGRAM -> unigram();
      case BPE -> SentencePieceBpe.model(pieces);
      default ->
          throw new TokenizerFormatException(
              source, "trainer_spec.model_type", "1 (Unigram) or 2 (BPE)", "" + modelType);
    };
  }

  /** In Unigram models the user's symbols are pieces that outweigh all others. */
  private List<AddedToken> addedTokens() {
    List<AddedToken> added = new ArrayList<>(pieces.addedTokens(!prefixesSpace));
    added.removeIf(token -> modelType == UNIGRAM && !token.special());
    return added;
  }

  private UnigramModel unigram() {
    List<String> contents = new ArrayList<>(pieces.size());
    double[] scores = new double[pieces.size()];
    int unknown = -1;
    float largest = largestScore();
    for (int id = 0; id < pieces.size(); id++) {
      contents.add(pieces.content(id));
      PieceType type = pieces.type(id);
      scores[id] =
          switch (type) {
            case USER_DEFINED -> utf8Length(pieces.content(id)) * largest - USER_DEFINED_PENALTY;
            case UNUSED -> UNUSED_SCORE;
            default -> pieces.score(id);
          };
      unknown = type == PieceType.UNKNOWN ? id : unknown;
    }
    return new UnigramModel(contents, scores, unknown, byteFallback);
  }

  private float largestScore() {
    float largest = Float.NEGATIVE_INFINITY;
    for (int id = 0; id < pieces.size(); id++) {
      boolean normal = pieces.type(id) == PieceType.NORMAL;
      largest = normal ? Math.max(largest, pieces.score(id)) : largest;
    }
    return Float.isInfinite(largest) ? 0 : largest;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private List<Normalization> normalizations() {
    List<Normalization> steps = new ArrayList<>();
    if (characterMap.length > 0) {
      steps.add(new CharacterMap(characterMap));
    }
    if (mergesSpaces) {
      steps.add(Replacement.regex("\\A +", ""));
      steps.add(Replacement.regex(" {2,}", " "));
    }
    if (prefixesSpace) {
      steps.add(new Normalization.Prepend(SPACE));
    }
    steps.add(Replacement.literal(" ", SPACE));
    if (mergesSpaces) {
      steps.add(Replacement.regex(SPACE + "+\\z", ""));
    }
    return steps;
  }
}
