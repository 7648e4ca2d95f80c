package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.BpeModel;
import dev.ember.inference.tokenizer.Decoding;
import dev.ember.inference.tokenizer.Framing;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.Normalization;
import dev.ember.inference.tokenizer.PreTokenization;
import dev.ember.inference.tokenizer.Replacement;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tokenizer in a GGUF's metadata. Give it the arrays that the file has, then ask for the {@link
 * #definition}:
 *
 * <pre>
 * TokenizerDefinition definition =
 *     new GgufVocabulary("gpt2", tokens).types(types).merges(merges).preTokenizer("smollm")
 *         .definition();
 * </pre>
 *
 * <p>{@code gpt2} is byte-level BPE with merges; {@code llama} is SentencePiece's BPE with scores,
 * Gemma's too. Ids are those of llama.cpp.
 */
public final class GgufVocabulary {
  private static final String SPACE = "▁";
  private static final int NO_TOKEN = -1;
  private static final List<String> KEEPS_SPACE_IN_PHI3 = List.of("<unk>", "<s>", "<|endoftext|>");

  private final String model;
  private final List<String> tokens;
  private float[] scores = {};
  private int[] types = {};
  private List<String> merges = List.of();
  private String preTokenizer = "";
  private String modelName = "";
  private boolean prefixesSpace = true;
  private boolean addsBegin;
  private boolean addsEnd;
  private int begin = NO_TOKEN;
  private int end = NO_TOKEN;
  private final Set<Integer> specials = new LinkedHashSet<>();

  /**
   * Starts with the two keys that every vocabulary has.
   *
   * @param model {@code tokenizer.ggml.model}
   * @param tokens {@code tokenizer.ggml.tokens}
   */
  public GgufVocabulary(String model, List<String> tokens) {
    this.model = model;
    this.tokens = tokens;
  }

  /** {@code tokenizer.ggml.scores}, one a token. */
  public GgufVocabulary scores(float[] values) {
    scores = values.clone();
    return this;
  }

  /** {@code tokenizer.ggml.token_type}, one a token; all are normal where it is missing. */
  public GgufVocabulary types(int[] values) {
    types = values.clone();
    return this;
  }

  /** {@code tokenizer.ggml.merges}, each two tokens with a space between. */
  public GgufVocabulary merges(List<String> values) {
    merges = values;
    return this;
  }

  /** {@code tokenizer.ggml.pre}. */
  public GgufVocabulary preTokenizer(String name) {
    preTokenizer = name;
    return this;
  }

  /** {@code general.name}: in Phi-3 special tokens swallow the white space behind them. */
  public GgufVocabulary modelName(String name) {
    modelName = name;
    return this;
  }

  /** {@code tokenizer.ggml.add_space_prefix}, which is true where it is missing. */
  public GgufVocabulary prefixesSpace(boolean prefixes) {
    prefixesSpace = prefixes;
    return this;
  }

  /** {@code tokenizer.ggml.bos_token_id}, and whether it opens a text. */
  public GgufVocabulary begin(int id, boolean added) {
    begin = id;
    addsBegin = added;
    specials.add(id);
    return this;
  }

  /** {@code tokenizer.ggml.eos_token_id}, and whether it ends a text. */
  public GgufVocabulary end(int id, boolean added) {
    end = id;
    addsEnd = added;
    specials.add(id);
    return this;
  }

  /** A token that is special whatever its type says, as {@code tokenizer.ggml.eot_token_id} is. */
  public GgufVocabulary special(int id) {
    specials.add(id);
    return this;
  }

  /**
   * What {@code tokenizer.json} would say.
   *
   * @throws IllegalArgumentException naming what is wrong or not supported
   */
  public TokenizerDefinition definition() {
    Pieces pieces = pieces();
    return switch (model) {
      case "gpt2" -> byteLevel(pieces);
      case "llama" -> sentencePiece(pieces);
      default ->
          throw new IllegalArgumentException(
              "expected tokenizer.ggml.model to be gpt2 or llama but found \"" + model + "\"");
    };
  }

  private TokenizerDefinition byteLevel(Pieces pieces) {
    GgufPreTokenizer cuts = GgufPreTokenizer.named(preTokenizer);
    List<Normalization> normalizations =
        cuts.composes() ? List.of(new Normalization.UnicodeForm(Normalizer.Form.NFC)) : List.of();
    List<Merge> ranked = new ArrayList<>(merges.size());
    for (String merge : merges) {
      ranked.add(merge(merge, ranked.size()));
    }
    BpeModel.Settings settings =
        cuts.takesWholePieces() ? BpeModel.Settings.WHOLE_PIECES : BpeModel.Settings.PLAIN;
    return new TokenizerDefinition(
        normalizations,
        cuts.preTokenization(),
        new BpeModel(pieces.vocabulary(), ranked, settings),
        Decoding.byteLevel(),
        framing(),
        added(pieces));
  }

  private static Merge merge(String both, int rank) {
    int space = both.indexOf(' ', 1);
    if (space < 0 || space == both.length() - 1) {
      throw new IllegalArgumentException(
          "expected merge " + rank + " to be two tokens but found \"" + both + "\"");
    }
    return new Merge(both.substring(0, space), both.substring(space + 1));
  }

  private TokenizerDefinition sentencePiece(Pieces pieces) {
    if (scores.length == 0) {
      throw new IllegalArgumentException(
          "expected tokenizer.ggml.scores for a vocabulary of "
              + tokens.size()
              + " but found none");
    }
    List<Normalization> normalizations = new ArrayList<>();
    if (prefixesSpace) {
      normalizations.add(new Normalization.Prepend(SPACE));
    }
    normalizations.add(Replacement.literal(" ", SPACE));
    return new TokenizerDefinition(
        normalizations,
        PreTokenization.none(),
        SentencePieceBpe.model(pieces),
        Decoding.sentencePiece(prefixesSpace),
        framing(),
        added(pieces));
  }

  private Pieces pieces() {
    requireOneEach("scores", scores.length);
    requireOneEach("token_type", types.length);
    Pieces pieces = new Pieces();
    for (int id = 0; id < tokens.size(); id++) {
      PieceType type = types.length == 0 ? PieceType.NORMAL : PieceType.of(types[id]);
      pieces.add(tokens.get(id), scores.length == 0 ? 0 : scores[id], type);
    }
    return pieces;
  }

  private void requireOneEach(String array, int found) {
    if (found != 0 && found != tokens.size()) {
      throw new IllegalArgumentException(
          "expected " + tokens.size() + " tokenizer.ggml." + array + " but found " + found);
    }
  }

  private List<AddedToken> added(Pieces pieces) {
    Set<Integer> found = new LinkedHashSet<>();
    List<AddedToken> added = new ArrayList<>();
    boolean escaped = !prefixesSpace && model.equals("llama");
    for (AddedToken token : pieces.addedTokens(escaped)) {
      found.add(token.id());
      boolean special = token.special() || specials.contains(token.id());
      added.add(special ? specialToken(token.id()) : token);
    }
    for (int id : specials) {
      requireToken(id);
      if (found.add(id)) {
        added.add(specialToken(id));
      }
    }
    return added;
  }

  /** llama.cpp knows Phi-3 by its name, for its files do not say what its tokens swallow. */
  private AddedToken specialToken(int id) {
    String content = tokens.get(id);
    String name = modelName.toLowerCase(Locale.ROOT);
    boolean phi3 = name.contains("phi-3") || name.contains("phi3");
    boolean swallows = phi3 && !KEEPS_SPACE_IN_PHI3.contains(content);
    return new AddedToken(id, content, true, false, swallows, false, false);
  }

  private Framing framing() {
    return new Framing(frame(addsBegin, begin), frame(addsEnd, end));
  }

  private List<Framing.Frame> frame(boolean adds, int id) {
    if (!adds) {
      return List.of();
    }
    requireToken(id);
    return List.of(new Framing.Frame(id, tokens.get(id)));
  }

  private void requireToken(int id) {
    if (id < 0 || id >= tokens.size()) {
      throw new IllegalArgumentException(
          "expected special tokens below " + tokens.size() + " but found " + id);
    }
  }
}
