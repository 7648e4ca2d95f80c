package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.vocabulary.GgufVocabulary;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file has for a chat: its vocabulary, its template, the tokens that open a text and end an
 * answer.
 *
 * <p>Source: {@code Keys.Tokenizer} of gguf-py's {@code constants.py}; defaults of llama.cpp's
 * {@code llama-vocab.cpp}.
 */
final class GgufChat {
  private static final String PREFIX = "tokenizer.ggml.";
  private static final String MODEL = PREFIX + "model";
  private static final String TOKENS = PREFIX + "tokens";
  private static final String TEMPLATE = "tokenizer.chat_template";

  /** SentencePiece's own vocabularies, whose files may lack the keys. */
  private static final String SENTENCE_PIECE = "llama";

  private static final int SENTENCE_PIECE_BOS = 1;
  private static final int SENTENCE_PIECE_EOS = 2;

  /** Byte-level vocabularies that open a text with a token where no key says otherwise. */
  private static final Set<String> OPENING =
      Set.of("llama3", "llama-v3", "llama-bpe", "falcon3", "tekken");

  /** What says "no token" in an unsigned field. */
  private static final long NONE = 0xffffffffL;

  /** Tokens that a penalty looks back on at most. */
  private static final int LONGEST_WINDOW = 4096;

  /** What llama.cpp looks back on where nothing is said; with none a penalty would do nothing. */
  private static final int USUAL_WINDOW = 64;

  private final GgufFile file;
  private final GgufMetadata metadata;

  GgufChat(GgufFile file) {
    this.file = file;
    this.metadata = file.metadata();
  }

  /**
   * @throws GgufFormatException if a key is malformed
   * @throws UnsupportedCheckpointException if the tokenizer is of a kind that Ember does not have
   */
  SourceChat read() throws IOException {
    @Nullable String template = metadata.has(TEMPLATE) ? metadata.string(TEMPLATE) : null;
    if (!hasVocabulary()) {
      return new SourceChat(null, template, "", "", List.of(), List.of(), sampling());
    }
    List<String> tokens = metadata.strings(TOKENS);
    @Nullable Integer bos = token("bos_token_id", defaultId(SENTENCE_PIECE_BOS), tokens.size());
    @Nullable Integer eos = token("eos_token_id", defaultId(SENTENCE_PIECE_EOS), tokens.size());
    boolean opens = bos != null && flag("add_bos_token", opensByDefault());
    boolean closes = eos != null && flag("add_eos_token", false);
    List<Integer> ends = ends(eos, tokens.size());
    GgufVocabulary vocabulary = vocabulary(tokens);
    if (bos != null) {
      vocabulary.begin(bos, opens);
    }
    if (eos != null) {
      vocabulary.end(eos, closes);
    }
    for (int end : ends) {
      vocabulary.special(end);
    }
    return new SourceChat(
        json(vocabulary),
        template,
        bos == null ? "" : tokens.get(bos),
        eos == null ? "" : tokens.get(eos),
        opens ? List.of(bos) : List.of(),
        ends,
        sampling());
  }

  /** A file of the weights alone says so by the model {@code none}, or has no such key. */
  private boolean hasVocabulary() throws IOException {
    return metadata.has(MODEL)
        && !metadata.string(MODEL).equals("none")
        && !metadata.string(MODEL).equals("no_vocab");
  }

  private GgufVocabulary vocabulary(List<String> tokens) throws IOException {
    GgufVocabulary vocabulary = new GgufVocabulary(metadata.string(MODEL), tokens);
    if (metadata.has(PREFIX + "scores")) {
      vocabulary.scores(metadata.floats(PREFIX + "scores"));
    }
    if (metadata.has(PREFIX + "token_type")) {
      vocabulary.types(types());
    }
    if (metadata.has(PREFIX + "merges")) {
      vocabulary.merges(metadata.strings(PREFIX + "merges"));
    }
    if (metadata.has(PREFIX + "pre")) {
      vocabulary.preTokenizer(metadata.string(PREFIX + "pre"));
    }
    if (metadata.has("general.name")) {
      vocabulary.modelName(metadata.string("general.name"));
    }
    return vocabulary.prefixesSpace(flag("add_space_prefix", true));
  }

  private String json(GgufVocabulary vocabulary) throws IOException {
    StringWriter json = new StringWriter();
    try {
      new SubwordTokenizer(vocabulary.definition()).write(json);
    } catch (IllegalArgumentException unfit) {
      throw new UnsupportedCheckpointException(
          file.path().toString(),
          "tokenizer",
          "a vocabulary that Ember reads",
          String.valueOf(unfit.getMessage()));
    }
    return json.toString();
  }

  /** What the file names; what its template and its words say is looked at for all sources. */
  private List<Integer> ends(@Nullable Integer eos, int tokens) throws IOException {
    Set<Integer> ends = new LinkedHashSet<>();
    if (eos != null) {
      ends.add(eos);
    }
    for (String key : List.of("eot_token_id", "eom_token_id")) {
      @Nullable Integer id = token(key, null, tokens);
      if (id != null) {
        ends.add(id);
      }
    }
    return new ArrayList<>(ends);
  }

  private int[] types() throws IOException {
    long[] stored = metadata.integers(PREFIX + "token_type");
    int[] types = new int[stored.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = (int) stored[i];
    }
    return types;
  }

  /** A token's id; null where the file names none. */
  private @Nullable Integer token(String key, @Nullable Integer absent, int tokens)
      throws IOException {
    String whole = PREFIX + key;
    if (!metadata.has(whole)) {
      return absent != null && absent < tokens ? absent : null;
    }
    long id = metadata.integer(whole);
    if (id == NONE || id == -1) {
      return null;
    }
    if (id < 0 || id >= tokens) {
      throw metadata.wrong(whole, "a token below " + tokens, Long.toString(id));
    }
    return (int) id;
  }

  private @Nullable Integer defaultId(int id) throws IOException {
    return metadata.string(MODEL).equals(SENTENCE_PIECE) ? id : null;
  }

  private boolean opensByDefault() throws IOException {
    return metadata.string(MODEL).equals(SENTENCE_PIECE)
        || (metadata.has(PREFIX + "pre") && OPENING.contains(metadata.string(PREFIX + "pre")));
  }

  private boolean flag(String key, boolean absent) throws IOException {
    return metadata.has(PREFIX + key) ? metadata.bool(PREFIX + key) : absent;
  }

  /** A file that recommends nothing means greedy, as a folder does. */
  private SamplingOptions sampling() throws IOException {
    SamplingOptions off = SamplingOptions.GREEDY;
    boolean samples = metadata.has("general.sampling.temp");
    try {
      return new SamplingOptions(
          samples ? (float) metadata.number("general.sampling.temp") : off.temperature(),
          clamped("top_k", off.topK(), 0),
          sampling("top_p", off.topP()),
          sampling("min_p", off.minP()),
          sampling("penalty_repeat", off.repetitionPenalty()),
          clamped("penalty_last_n", USUAL_WINDOW, LONGEST_WINDOW),
          off.seed());
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          file.path().toString(),
          "general.sampling",
          "possible values",
          String.valueOf(impossible.getMessage()));
    }
  }

  /** A count; llama.cpp has negative ones for "all". */
  private int clamped(String name, int absent, int all) throws IOException {
    String key = "general.sampling." + name;
    if (!metadata.has(key)) {
      return absent;
    }
    long count = metadata.integer(key);
    return count < 0 ? all : (int) Math.min(count, LONGEST_WINDOW);
  }

  private float sampling(String name, float absent) throws IOException {
    String key = "general.sampling." + name;
    return metadata.has(key) ? (float) metadata.number(key) : absent;
  }
}
