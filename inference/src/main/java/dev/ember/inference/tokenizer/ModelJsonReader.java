package dev.ember.inference.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.ember.inference.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code model} of a {@code tokenizer.json}: streamed, for it is nearly all of the file. */
final class ModelJsonReader {
  private static final String PLACE = "$.model";

  private final JsonReader json;
  private final JsonTree tree; // of the same
  private final String source;
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>(); // of BPE
  private final PieceTable pieces = new PieceTable(); // of Unigram
  private @Nullable MergeJsonReader merges;
  private final Map<String, JsonElement> settings = new HashMap<>();
  private boolean read;

  ModelJsonReader(JsonReader json, JsonTree tree, String source) {
    this.json = json;
    this.tree = tree;
    this.source = source;
  }

  void read() throws IOException {
    require(JsonToken.BEGIN_OBJECT, "an object");
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      switch (key) {
        case "vocab" -> readVocabulary();
        case "merges" -> {
          merges = new MergeJsonReader(json, source, vocabulary);
          merges.read();
        }
        default -> settings.put(key, tree.element());
      }
    }
    json.endObject();
    read = true;
  }

  /**
   * The model.
   *
   * @throws TokenizerFormatException if none was read, or one of another kind
   */
  SubwordModel model() throws IOException {
    if (!read) {
      throw new TokenizerFormatException(source, PLACE, "a model", "nothing");
    }
    JsonPlace type = setting("type");
    String name = type.isNothing() ? impliedType() : type.string();
    return switch (name) {
      case "BPE" -> bpe();
      case "Unigram" -> unigram();
      default -> throw type.expected("BPE or Unigram");
    };
  }

  /** Older files name no type. */
  private String impliedType() {
    return pieces.isEmpty() ? "BPE" : "Unigram";
  }

  private BpeModel bpe() throws IOException {
    if (vocabulary.isEmpty()) {
      throw new TokenizerFormatException(source, PLACE + ".vocab", "tokens", "none");
    }
    refuseOthers(
        List.of(
            "type",
            "dropout",
            "unk_token",
            "continuing_subword_prefix",
            "end_of_word_suffix",
            "fuse_unk",
            "byte_fallback",
            "ignore_merges"));
    requireNoDropout();
    for (String affix : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      JsonPlace place = setting(affix);
      if (!place.isNothing() && !place.string().isEmpty()) {
        throw place.expected("null or \"\"");
      }
    }
    JsonPlace unknown = setting("unk_token");
    return new BpeModel(
        vocabulary,
        merges == null ? List.of() : merges.merges(),
        new BpeModel.Settings(
            setting("ignore_merges").bool(false),
            setting("byte_fallback").bool(false),
            setting("fuse_unk").bool(false),
            unknown.isNothing() ? null : unknown.string()));
  }

  private void requireNoDropout() throws IOException {
    JsonPlace dropout = setting("dropout");
    if (!dropout.isNothing() && !dropout.isZero()) {
      throw dropout.expected("null or 0 (encoding must be deterministic)");
    }
  }

  private UnigramModel unigram() throws IOException {
    if (pieces.isEmpty()) {
      throw new TokenizerFormatException(source, PLACE + ".vocab", "pieces with scores", "none");
    }
    refuseOthers(List.of("type", "unk_id", "byte_fallback"));
    JsonPlace unknown = setting("unk_id");
    return new UnigramModel(
        pieces.contents(),
        pieces.scores(),
        unknown.isNothing() ? UnigramModel.NO_UNKNOWN : unknown.integer(),
        setting("byte_fallback").bool(false));
  }

  private void refuseOthers(List<String> known) throws IOException {
    for (String key : settings.keySet()) {
      if (!known.contains(key) && !setting(key).isNothing()) {
        throw setting(key).expected("no such setting");
      }
    }
  }

  private JsonPlace setting(String key) {
    return new JsonPlace(settings.get(key), source, PLACE + "." + key);
  }

  private void readVocabulary() throws IOException {
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      readPieces();
      return;
    }
    require(JsonToken.BEGIN_OBJECT, "an object");
    json.beginObject();
    while (json.hasNext()) {
      String content = json.nextName();
      if (vocabulary.put(content, integer()) != null) {
        throw new TokenizerFormatException(
            source, json.getPath(), "each token once", "\"" + content + "\" twice");
      }
    }
    json.endObject();
  }

  /** Unigram's, {@code [["piece", score], ...]}. */
  private void readPieces() throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      require(JsonToken.BEGIN_ARRAY, "a piece and its score");
      json.beginArray();
      require(JsonToken.STRING, "a piece");
      String content = json.nextString();
      require(JsonToken.NUMBER, "a score");
      pieces.add(content, score());
      require(JsonToken.END_ARRAY, "a piece and its score");
      json.endArray();
    }
    json.endArray();
  }

  private double score() throws IOException {
    String place = json.getPath();
    double score = json.nextDouble();
    if (Double.isNaN(score) || Double.isInfinite(score)) {
      throw new TokenizerFormatException(source, place, "a finite score", "" + score);
    }
    return score;
  }

  private int integer() throws IOException {
    require(JsonToken.NUMBER, "an integer");
    String number = json.nextString();
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      TokenizerFormatException wrong =
          new TokenizerFormatException(source, json.getPath(), "an integer", number);
      wrong.initCause(e);
      throw wrong;
    }
  }

  private void require(JsonToken token, String expectation) throws IOException {
    if (json.peek() != token) {
      throw new TokenizerFormatException(source, json.getPath(), expectation, "" + json.peek());
    }
  }

  /** Pieces and their scores while they are read. */
  private static final class PieceTable {
    private final List<String> contents = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    void add(String content, double score) {
      contents.add(content);
      scores.add(score);
    }

    boolean isEmpty() {
      return contents.isEmpty();
    }

    List<String> contents() {
      return contents;
    }

    double[] scores() {
      double[] all = new double[scores.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = scores.get(i);
      }
      return all;
    }
  }
}
